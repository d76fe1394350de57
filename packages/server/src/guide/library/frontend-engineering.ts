/** Frontend engineering, 60 minutes: a small component that has to be right, then state, speed and people who use it. */
import { communication } from "./communication.ts";
import type { LibraryGuide } from "./library-guide.ts";

export const frontendEngineering: LibraryGuide = {
  id: "5d2f1f0e-6f0b-4c57-9a53-0c5a3a5d1b02",
  name: "Frontend engineering",
  category: "Frontend",
  content: {
    format:
      "a small component built together in the framework you know best, then questions about state, speed and accessibility",
    sections: [
      {
        name: "Warm-up",
        minutes: 7,
        questions: [
          {
            id: "recent-screen",
            text: "Which screen that you built are you content with, and what did people do with it that you had not expected?",
            hints: ["Ask how they learned it: from numbers, from support, by watching somebody?"],
            expected: [
              "A concrete screen with its purpose and its users",
              "Learned something from use, and changed it",
            ],
            followUps: ["What on it would you not build again?"],
          },
        ],
      },
      {
        name: "Coding: search field with suggestions",
        minutes: 27,
        questions: [
          {
            id: "suggestions",
            text: "Build a search field that shows suggestions while one types. `suggest(text)` returns a promise of at most ten strings and takes between 50 ms and 3 s. Use the framework you like; styles don't matter.",
            hints: [
              "Works at first: let them type “ab” when the answer for “a” comes after the one for “ab”.",
              "Stuck on order: what does the component know when an answer arrives?",
              "Done early: make it work with the keyboard, and say what a screen reader tells.",
            ],
            expected: [
              "An old answer never replaces a newer one: cancelled, or compared with the text that stands now",
              "Waits a moment before asking, cleans up when the component goes away",
              "Loading, nothing found and failed are three different things on the screen",
              "State is small: what can be computed is not stored",
            ],
            followUps: [
              "How do you test that the answers arrive in the wrong order, without waiting in the test?",
              "Arrow keys, Enter, Escape: what should each do, and what does a screen reader need to say?",
            ],
          },
        ],
      },
      {
        name: "State and data",
        minutes: 12,
        questions: [
          {
            id: "two-tabs",
            text: "A person opens the same order in two tabs, changes the address in one and the phone number in the other, and saves both. What happens in an app of yours, and what should happen?",
            hints: ["If they say “last one wins”: the first change is lost without a word. Is that acceptable here?"],
            expected: [
              "Sees the lost update, and that only the server can decide it",
              "A version or time stamp with the save, and a way for the person to see both and choose",
              "Says where such data lives in the app, and what makes it stale",
            ],
            followUps: ["Which state belongs into the address of the page, and why?"],
          },
          {
            id: "optimistic",
            text: "Ticking a box saves at once. How do you make it feel immediate, and what happens when the save fails?",
            hints: ["Let them tick and untick quickly while the net is slow."],
            expected: [
              "Shows the wish at once, keeps the old value to go back to, and says so when it failed",
              "Handles a second change while the first is under way",
            ],
            followUps: ["When would you rather not do this?"],
          },
        ],
      },
      {
        name: "Speed and people",
        minutes: 14,
        questions: [
          {
            id: "slow-list",
            text: "A table with 5,000 rows takes 4 seconds to appear on a middling phone, and scrolling stutters. How do you find out why, and what do you do, in which order?",
            hints: ["Which part is it: the net, the script, the layout? Ask what they would look at to know."],
            expected: [
              "Measures first: network, script, layout, on a slow device",
              "Does less before doing it faster: paging or fewer rows, only what is seen, no work per row and frame",
              "Knows what moving rows out of the page costs: searching in the page, keyboard, screen readers",
            ],
            followUps: ["How do you keep it from becoming slow again?"],
          },
          {
            id: "dialog",
            text: "What must a dialog do so that somebody with a keyboard only, and somebody who hears the page instead of seeing it, can use it?",
            hints: ["Where is the focus when it opens, and where when it closes?"],
            expected: [
              "Focus goes in, stays in, and comes back to where it was; Escape closes",
              "A role and a name; what lies behind is out of reach",
              "Uses the element that browsers bring, or a library that is known to do this, and can say why",
            ],
            followUps: ["How did you last test a page without a mouse?"],
          },
        ],
      },
    ],
    competencies: [
      {
        id: "coding",
        name: "Coding",
        anchors: [
          "No working component even with help, or code whose author cannot say what it does.",
          "Works on the straight way; late answers, failure and cleaning up are met only when pointed at.",
          "Correct and readable without help; state is small, asynchronous edges are handled and can be tested.",
          "Right from the start about what is state and what is computed; the follow-ups fit in easily; the tests come by themselves.",
        ],
      },
      {
        id: "state",
        name: "State and data flow",
        anchors: [
          "Copies data into many places and keeps them in step by hand.",
          "Knows a library for it, but not which problem it solves; staleness surprises.",
          "Says where each piece of state belongs, what makes it stale, and what happens when two people write.",
          "Chooses the simplest place for each state with reasons, and designs for failure, order and return.",
        ],
      },
      {
        id: "platform",
        name: "Browser and speed",
        anchors: [
          "Guesses at causes; cannot say what happens between script and screen.",
          "Knows common cures, applies them without measuring.",
          "Measures, tells net from script from layout, and removes work before making it faster.",
          "Knows how the browser does its work well enough to predict it, and what each cure costs elsewhere.",
        ],
      },
      {
        id: "accessibility",
        name: "Accessibility and use",
        anchors: [
          "Considers neither keyboard nor screen reader; takes an error message for enough.",
          "Knows the words; names labels and contrast, but not focus and what is announced.",
          "Builds for keyboard and screen reader as a matter of course, and tests it; thinks of the slow and the failing case.",
          "Explains what people with different means experience, finds simpler designs through it, and knows where the standard elements suffice.",
        ],
      },
      communication,
    ],
  },
};
