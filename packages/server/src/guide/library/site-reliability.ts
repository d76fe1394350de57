/** Site reliability, 60 minutes: a disturbance worked through live, then design for it, automation and what one promises. */
import { communication } from "./communication.ts";
import type { LibraryGuide } from "./library-guide.ts";

export const siteReliability: LibraryGuide = {
  id: "5d2f1f0e-6f0b-4c57-9a53-0c5a3a5d1b06",
  name: "Site reliability engineering",
  category: "Infrastructure",
  content: {
    format:
      "one disturbance worked through together as if it were happening, then questions about promises, changes and automation",
    sections: [
      {
        name: "Warm-up",
        minutes: 7,
        questions: [
          {
            id: "worst-night",
            text: "Tell me about a disturbance in which you took part. How did you notice, what did you do first, and what was different a month later?",
            hints: ["If it is a hero's tale: what did you do that did not help?"],
            expected: ["A true course of events with times", "Something lasting was changed, not only somebody warned"],
            followUps: ["Which alert would you delete today?"],
          },
        ],
      },
      {
        name: "A disturbance",
        minutes: 23,
        questions: [
          {
            id: "live-incident",
            text: "You are on call. 14:02: the share of failed calls to the checkout rises from 0.1% to 12%; the others are fine. Ask me for anything you would look at; I answer with what you would see. What do you do?",
            hints: [
              "Facts on request: a release of another service at 13:55; checkout's database has all 200 connections in use; processor at 30%; slow queries from that service's new report; turning it off takes 5 minutes, rolling back 20.",
              "If they look for the cause for long: customers are failing meanwhile. What could you do now?",
              "If they restart things: it gets better for two minutes and comes back.",
            ],
            expected: [
              "First limits the harm (switch off, roll back, shed load), then looks for the cause",
              "Asks what changed; goes from symptom to the exhausted resource instead of trying things",
              "Tells others early who does what, and when the next word comes",
              "Checks that it is truly over, with the figure that began it",
            ],
            followUps: [
              "Afterwards: what would have kept one service's report from stopping another's checkout?",
              "Write the first three lines of the account that customers get.",
            ],
          },
        ],
      },
      {
        name: "Promises and signals",
        minutes: 14,
        questions: [
          {
            id: "objective",
            text: "The checkout's team wants “five nines”. How do you find out what to promise, how do you measure it, and what happens when it is missed?",
            hints: ["What does the person with the phone notice, and where would you count it?"],
            expected: [
              "Measures at the user's side: share of good calls within a time, over a window",
              "Reckons what a figure allows in minutes, and what it costs; the things it depends on included",
              "A budget for errors with a consequence that was agreed beforehand",
            ],
            followUps: ["Which of that wakes a person at night, and which waits for the morning?"],
          },
          {
            id: "noisy-alerts",
            text: "A team gets 80 alerts a week and acts on four. What do you change, in which order?",
            hints: [],
            expected: [
              "Alerts on what users feel; causes go to a dashboard",
              "Each alert has an owner and a next step, or goes away",
            ],
            followUps: ["How do you know that you did not silence the one that matters?"],
          },
        ],
      },
      {
        name: "Change and automation",
        minutes: 16,
        questions: [
          {
            id: "safe-release",
            text: "Forty services are released twenty times a day. Design how a change reaches all machines, so that a bad one harms few people for a short time.",
            hints: ["Who decides to go on to the next step: a person or a figure? Which figure?"],
            expected: [
              "Small steps with a comparison between old and new, stops by itself, back in minutes",
              "Changes of schema and configuration go the same way, compatible in both directions",
              "Knows what it does not catch: slow leaks, rare customers",
            ],
            followUps: ["Somebody must hurry a cure for a security hole. Which step may they skip?"],
          },
          {
            id: "restore",
            text: "How do you know that you could come back from the loss of the main database, and how long it would take?",
            hints: ["When was it last tried? By whom?"],
            expected: [
              "Practised restores with a measured time and a known loss",
              "Copies that a mistake or an attacker can't delete along with the original",
            ],
            followUps: ["And if somebody deleted a single table an hour ago?"],
          },
        ],
      },
    ],
    competencies: [
      {
        id: "incidents",
        name: "Handling disturbances",
        anchors: [
          "Tries things without a picture; makes it worse or loses time without noticing.",
          "Finds a cause in the end; harm goes on meanwhile, and others are left in the dark.",
          "Limits harm first, narrows down by evidence, keeps others informed, confirms the end.",
          "Leads calmly with changing hypotheses and clear roles, and sees at once what would make the next one smaller.",
        ],
      },
      {
        id: "systems",
        name: "Knowledge of systems",
        anchors: [
          "Names products; can't say what happens between a call and its answer.",
          "Knows the parts; exhaustion, queues and time-outs are explained with help.",
          "Explains how load, limits and dependencies act on one another, down to the machine where needed.",
          "Predicts behaviour under stress by reasoning and rough figures, and knows where the prediction ends.",
        ],
      },
      {
        id: "observability",
        name: "Promises and signals",
        anchors: [
          "More monitoring is better; an alert for every figure.",
          "Knows objectives and budgets by name, sets them by feeling.",
          "Measures what users feel, reckons what a promise allows, and alerts on little that matters.",
          "Uses promises to decide between speed and safety with others, and prunes signals as carefully as adding them.",
        ],
      },
      {
        id: "change",
        name: "Change and automation",
        anchors: [
          "Changes by hand, all at once; going back is hoped for.",
          "Automates the way forward; the way back and half-way states are open.",
          "Small, reversible, compared steps; restores are practised; automation fails safely.",
          "Designs change so that teams can be quick without care by others, and knows what automation must not decide.",
        ],
      },
      communication,
    ],
  },
};
