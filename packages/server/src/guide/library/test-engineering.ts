/** Test engineering, 60 minutes: finding what matters, a test that holds, and a suite that people trust. */
import { communication } from "./communication.ts";
import type { LibraryGuide } from "./library-guide.ts";

export const testEngineering: LibraryGuide = {
  id: "5d2f1f0e-6f0b-4c57-9a53-0c5a3a5d1b08",
  name: "Test engineering",
  category: "Quality",
  content: {
    format:
      "testing a small feature together, writing an automated test in a language of your choice, and questions about suites and risk",
    sections: [
      {
        name: "Warm-up",
        minutes: 7,
        questions: [
          {
            id: "best-bug",
            text: "Which fault that you found are you proud of? How did you come to look there?",
            hints: ["Ask for the thought that led to it, not for the tool."],
            expected: ["A fault of weight, found by thinking about use or about how it was built"],
            followUps: ["How could it have been found a month earlier?"],
          },
        ],
      },
      {
        name: "What to test",
        minutes: 18,
        questions: [
          {
            id: "transfer",
            text: "A bank's app gets “send money to a phone number”. You have two days before it goes to a tenth of the customers. What do you test, in which order, and what do you leave out?",
            hints: [
              "If a list of inputs comes: what could cost the bank or a customer most?",
              "Facts on request: limits per day, receivers without an account, both offices confirm by message.",
            ],
            expected: [
              "Begins with what would hurt most: sent twice, to the wrong person, lost between two systems",
              "Repeats, interruptions, two devices at once; limits at their edges and at midnight",
              "Says what is left out and why, and what watching in use must catch",
            ],
            followUps: ["What would you want the developers to build in, so that it can be tested at all?"],
          },
        ],
      },
      {
        name: "Coding: an automated test",
        minutes: 20,
        questions: [
          {
            id: "retry-test",
            text: "A function `send(message)` calls `post(message)` and repeats up to three times with growing pauses when it fails; it must not repeat after a “no” that is final. Write tests for it. `post` and the clock can be given to it.",
            hints: [
              "If a test sleeps: how long will a thousand such tests take?",
              "Done early: break the function in your mind. Which of your tests fails?",
            ],
            expected: [
              "Controls time instead of waiting; one behaviour per test, named so that a failure explains itself",
              "Covers: success at once, success later, giving up, the final no, the pauses",
              "Checks what is visible from outside, not how it was done",
            ],
            followUps: ["How would you test it against a true server, and what does that add?"],
          },
        ],
      },
      {
        name: "A suite that people trust",
        minutes: 15,
        questions: [
          {
            id: "flaky",
            text: "Of 3,000 browser tests about 40 fail each night, others each time, and people press “again”. What do you do in the first week, and what in the first three months?",
            hints: ["What does each failure cost, and what does nobody look at any more?"],
            expected: [
              "Finds the causes by kind (time, order, shared data, the product itself) instead of repeating",
              "Sets aside openly what can't be trusted, with an owner and a date",
              "Moves checks to where they are cheap; keeps few from end to end",
            ],
            followUps: ["One of the forty is a true fault in the product. How does your plan find it?"],
          },
          {
            id: "enough",
            text: "A manager asks: are we ready to release? The suite is green. What do you answer, and what do you base it on?",
            hints: [],
            expected: [
              "Says what is known, what isn't, and what it would cost to know",
              "Coverage shows what was not looked at, not that it works",
              "Ways to make a release small and reversible count as well",
            ],
            followUps: ["What would make you say no?"],
          },
        ],
      },
    ],
    competencies: [
      {
        id: "risk",
        name: "Risk and design of tests",
        anchors: [
          "Lists inputs; no order, no sense of what matters.",
          "Finds the usual edges; risk is named when asked for.",
          "Begins with what hurts most, finds edges in time, order and repetition, and says what is left out.",
          "Thinks like user, attacker and machine at once, and finds with few tests what many would miss.",
        ],
      },
      {
        id: "coding",
        name: "Test code",
        anchors: [
          "No running test, or one that can't fail.",
          "Tests that wait, share data, or tell how it was built.",
          "Quick, independent tests of behaviour with control over time and the outside.",
          "Tests that read like a description, fail with the reason, and make the code under test better.",
        ],
      },
      {
        id: "suites",
        name: "Suites and automation",
        anchors: [
          "More tests are better; failures are repeated until green.",
          "Mends single tests; the whole has no shape.",
          "Knows what belongs on which level, finds causes by kind, keeps trust.",
          "Shapes suite, product and way of working so that faults are found where they are cheap, and proves it by figures.",
        ],
      },
      {
        id: "judgement",
        name: "Judgement",
        anchors: [
          "Says yes or no by feeling, or by the colour of the suite.",
          "Reports numbers; leaves the conclusion to others.",
          "Says what is known and not known, and weighs release against risk.",
          "Helps others to decide well, finds the cheap way to learn more, and stands by an unwelcome answer.",
        ],
      },
      communication,
    ],
  },
};
