/** Engineering management, 60 minutes: people, delivery and decisions, by what was done rather than by what one would do. */
import { communication } from "./communication.ts";
import type { LibraryGuide } from "./library-guide.ts";

export const engineeringManagement: LibraryGuide = {
  id: "5d2f1f0e-6f0b-4c57-9a53-0c5a3a5d1b0a",
  name: "Engineering management",
  category: "Management",
  content: {
    format:
      "a talk about teams that you have led and decisions that you took, with two cases to think through together",
    equipment: "a computer with camera and microphone, and a quiet place",
    sections: [
      {
        name: "Warm-up",
        minutes: 8,
        questions: [
          {
            id: "team",
            text: "Describe the last team that you led: who were they, what did they owe to whom, and what was different when you left, or is different now, because of you?",
            hints: ["If only “we” is heard: what did you decide yourself?"],
            expected: ["A clear picture of team and purpose", "A change that can be traced to them, with its price"],
            followUps: ["What would your team say you should have done earlier?"],
          },
        ],
      },
      {
        name: "People",
        minutes: 20,
        questions: [
          {
            id: "hard-talk",
            text: "Tell me about somebody in your team whose work was not good enough. When did you notice, what did you say, and what came of it?",
            hints: ["Ask for the words they used. Ask what they wrote down. No names are needed."],
            expected: [
              "Noticed early, said it plainly with examples, and asked for the reason",
              "Agreed on what has to change until when, helped, and came to an end, good or bad",
              "Speaks of the person with respect",
            ],
            followUps: ["What did the others in the team notice of it?", "When did you wait too long?"],
          },
          {
            id: "growth",
            text: "Tell me about somebody who grew through you. What did you see in them, and what did you give away for it?",
            hints: [],
            expected: [
              "Work of weight was handed over, with help and the right to fail",
              "Knows what each person wants",
            ],
            followUps: ["And somebody good who left: did you see it coming?"],
          },
        ],
      },
      {
        name: "Delivery and decisions",
        minutes: 24,
        questions: [
          {
            id: "late-project",
            text: "A case: six weeks before a promised date you learn that the work needs ten. Sales has told three large customers. What do you do this week?",
            hints: [
              "Facts on request: two of eight people are new; one part depends on another team; customers need one function of five by the date.",
              "If they add people: to which work, and who teaches them?",
            ],
            expected: [
              "Finds out what is truly needed by whom, before anything is promised again",
              "Tells it at once, with choices and their prices, not with blame",
              "Cuts scope before quality and nights; deals with the dependency",
              "Looks afterwards at how it came to light only now",
            ],
            followUps: ["Your own manager says: tell nobody yet. What do you do?"],
          },
          {
            id: "rewrite",
            text: "A case: your most experienced engineers want to rewrite a service; it would take two quarters. Product wants new functions. How do you come to a decision?",
            hints: ["What would have to be true for the rewrite to be right? How could one find out in two weeks?"],
            expected: [
              "Asks what hurts, measured; looks for smaller steps that pay by themselves",
              "Makes the choice visible to those it concerns, decides, and says what would change it",
              "Takes the engineers seriously whichever way it goes",
            ],
            followUps: ["Tell me of a technical decision that you overruled, or should have."],
          },
        ],
      },
      {
        name: "Together",
        minutes: 8,
        questions: [
          {
            id: "conflict",
            text: "When did you last disagree with another manager about something that mattered to both teams? How did it end?",
            hints: ["What did the other one want, and why?"],
            expected: [
              "Can state the other's view fairly",
              "Looked for the common aim, and can tell what they gave in on",
            ],
            followUps: ["How do you work together now?"],
          },
        ],
      },
    ],
    competencies: [
      {
        id: "people",
        name: "Leading people",
        anchors: [
          "Avoids or hurts; people are means.",
          "Means well; hard talks come late, growth is left to chance.",
          "Plain and respectful feedback in time, work that lets people grow, knows what each one needs.",
          "People become better and stay; builds teams that can do without them, and tells honestly of own failures.",
        ],
      },
      {
        id: "delivery",
        name: "Delivery",
        anchors: [
          "Dates come and go; pressure is handed down.",
          "Follows plans; problems come to light late.",
          "Sees trouble early, says it, cuts wisely, and keeps promises by making fewer.",
          "Shapes work and expectations so that surprises are small, and mends their causes across teams.",
        ],
      },
      {
        id: "technical-judgement",
        name: "Technical judgement",
        anchors: [
          "Decides by fashion or rank, or not at all.",
          "Follows the experts; can't weigh against other needs.",
          "Asks the questions that find the core, tries cheaply, and decides with reasons.",
          "Raises the judgement of the whole team; sees which few decisions can't be taken back, and gives those the time.",
        ],
      },
      {
        id: "collaboration",
        name: "Working with others",
        anchors: [
          "Others are obstacles; conflicts are won, or fled from.",
          "Friendly; common problems remain between the teams.",
          "States other views fairly, finds the common aim, keeps agreements.",
          "Trusted beyond the team; turns conflicts into better decisions for the company.",
        ],
      },
      communication,
    ],
  },
};
