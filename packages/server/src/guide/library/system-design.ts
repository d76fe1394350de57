/** System design, 60 minutes: one system in depth, from what it must do to how it fails. */
import type { LibraryGuide } from "./library-guide.ts";

export const systemDesign: LibraryGuide = {
  id: "5d2f1f0e-6f0b-4c57-9a53-0c5a3a5d1b03",
  name: "System design",
  category: "System design",
  content: {
    format:
      "one system designed together on a whiteboard: what it must do, how it works, how it grows and how it fails",
    equipment:
      "a computer with camera and microphone, a quiet place, and something to draw with (paper held into the camera will do)",
    sections: [
      {
        name: "What it must do",
        minutes: 10,
        questions: [
          {
            id: "scope",
            text: "We design a notification service. Other teams hand it messages; it delivers them to people by mail, SMS or push, as each person has chosen. Before you draw anything: what do you want to know?",
            hints: [
              "Give when asked: 20 million people, 50 million messages a day, ten times as many in one hour of a sale; a password code must arrive within 10 seconds; three teams today, thirty next year.",
              "If they begin to draw at once, ask: what would make this design wrong?",
            ],
            expected: [
              "Asks about volume and peaks, delay by kind of message, what a lost or doubled message costs",
              "Asks who calls it and how they learn what became of a message",
              "Names what is left out, and says which requirement shapes the design most",
            ],
            followUps: ["Which of these numbers would change your design if it were ten times larger?"],
          },
        ],
      },
      {
        name: "How it works",
        minutes: 22,
        questions: [
          {
            id: "outline",
            text: "Draw the parts, and walk one password code and one advertisement through them, from the call to the phone. What does each part keep, and what does it promise to the one before it?",
            hints: [
              "Boxes without promises: ask what happens when that box dies just now.",
              "If one queue carries everything: the sale begins, and a password code stands behind 30 million advertisements.",
            ],
            expected: [
              "The call is accepted only once the message is kept safely; delivery happens apart from it",
              "Urgent and bulk messages don't wait for one another; one team can't starve the others",
              "Says what is stored where, with keys that fit how it is read",
              "The person's choices are applied when it is sent, not when it is handed in",
            ],
            followUps: [
              "How much does a day's storage and traffic come to, roughly?",
              "What does the calling team see, and when?",
            ],
          },
          {
            id: "interface",
            text: "Write down the call with which a team hands over a message, and its answer. What does a team do when the call times out?",
            hints: ["Ask who names the message: the caller or the service?"],
            expected: [
              "A key by the caller makes a repeat harmless; the answer says “kept”, not “delivered”",
              "Who, what kind, which template and values, how long it is of use",
            ],
            followUps: ["How does it change without breaking the thirty teams?"],
          },
        ],
      },
      {
        name: "How it grows and fails",
        minutes: 20,
        questions: [
          {
            id: "provider-down",
            text: "The SMS provider answers half of the calls with errors and the other half after 30 seconds. What happens in your system in the first minute, and after an hour?",
            hints: ["What do the workers do meanwhile? Who else suffers?"],
            expected: [
              "Time-outs and a breaker keep it from pulling down the other channels",
              "What timed out may have been sent: repeats are weighed by kind of message",
              "Old codes are dropped rather than delivered late; a second provider or another channel",
            ],
            followUps: ["How do you know, and what wakes a person?"],
          },
          {
            id: "duplicates",
            text: "People complain that they get some advertisements twice. Where in your drawing can that happen, and what would you change?",
            hints: ["Let them point at each arrow: can this one be carried out twice?"],
            expected: [
              "Names the places: the caller's repeat, a worker that dies between sending and noting, a queue that delivers again",
              "A record by message and person decides; admits that the last step to a provider can't be made exactly once, and says what is chosen",
            ],
            followUps: ["And if one were lost instead, would you notice?"],
          },
          {
            id: "hot-spot",
            text: "The sale begins: 30 million messages in ten minutes. What gives way first, how do you know, and what do you do about it beforehand?",
            hints: ["Ask for the number per second, and what one worker and one database can do."],
            expected: [
              "Computes the rate, finds the narrowest part, tests it beforehand",
              "Spreads or holds back on purpose; providers' limits count too",
              "Splits data by a key that spreads evenly, and names what becomes harder by it",
            ],
            followUps: ["What would you leave out of the first version?"],
          },
        ],
      },
      {
        name: "Looking back",
        minutes: 8,
        questions: [
          {
            id: "weakest",
            text: "You have to hand this design in tomorrow. What is its weakest part, and what would you try out first?",
            hints: [],
            expected: ["Sees a true weakness of the own design", "A small experiment that could prove it wrong"],
            followUps: ["What would you tell a team that wants to build it with three people?"],
          },
        ],
      },
    ],
    competencies: [
      {
        id: "requirements",
        name: "Requirements",
        anchors: [
          "Draws at once; the requirements stay as they were first said.",
          "Asks a few questions from habit; the answers don't shape the design.",
          "Finds the numbers and promises that matter, says what is left out, and comes back to them.",
          "Sees which requirement decides the design, questions those that cost much, and settles them with reasons.",
        ],
      },
      {
        id: "design",
        name: "Design",
        anchors: [
          "A list of products, or boxes whose work cannot be told apart.",
          "A workable outline with help; promises between parts and what is kept where stay vague.",
          "Clear parts with their data and promises, an interface that bears repeats, and a reason for each choice.",
          "The simplest design that meets the needs, with alternatives weighed by cost, and a way for it to change later.",
        ],
      },
      {
        id: "reliability",
        name: "Failure",
        anchors: [
          "Designs for the day on which everything works.",
          "Adds repeats and copies everywhere; does not see what they double or hide.",
          "Follows a failure through the drawing, keeps it small, and says what is lost, late or doubled.",
          "Chooses on purpose between loss, delay and doubling for each kind of message, and builds in how one notices and mends it.",
        ],
      },
      {
        id: "scale",
        name: "Growth",
        anchors: [
          "No sense of size; more machines are the answer to everything.",
          "Knows caches, queues and splitting, but not which part needs them.",
          "Reckons roughly, finds the narrowest part, and chooses a fitting means with its price.",
          "Reckons with ease, foresees where load gathers, and knows when not to grow: what to hold back, drop or do later.",
        ],
      },
      {
        id: "communication",
        name: "Communication",
        anchors: [
          "Could not be followed, or defended the design against every question.",
          "Could be followed with questions; jumps between levels.",
          "Leads through the design step by step, checks that one follows, takes objections up.",
          "Makes trade-offs plain to anybody, invites doubt, and leaves a drawing that speaks for itself.",
        ],
      },
    ],
  },
};
