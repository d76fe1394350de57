/** Mobile engineering, 60 minutes: a screen that survives the real life of a phone, then storage, speed and releasing. */
import { communication } from "./communication.ts";
import type { LibraryGuide } from "./library-guide.ts";

export const mobileEngineering: LibraryGuide = {
  id: "5d2f1f0e-6f0b-4c57-9a53-0c5a3a5d1b05",
  name: "Mobile engineering",
  category: "Mobile",
  content: {
    format:
      "a small piece of an app built together (iOS, Android or cross-platform, as you work), then questions about offline use, speed and releasing",
    sections: [
      {
        name: "Warm-up",
        minutes: 7,
        questions: [
          {
            id: "recent-app",
            text: "Which part of an app have you built lately that was harder on a phone than it would have been on a desktop? Why?",
            hints: ["If it stays general: which phones, which versions of the system, how many people?"],
            expected: [
              "A concrete part, with the limit of the platform that made it hard",
              "What was measured or seen in use",
            ],
            followUps: ["What did the crash reports or the reviews teach you?"],
          },
        ],
      },
      {
        name: "Coding: a feed that loads",
        minutes: 25,
        questions: [
          {
            id: "paged-feed",
            text: "Build the logic behind an endless list: `page(cursor)` gives 20 items and the next cursor, takes up to 5 seconds and fails now and then. Show the state that the screen draws from, and how it changes. Leave the drawing out.",
            hints: [
              "Let them list all that the screen can look like before they write.",
              "Works at first: the person pulls to refresh while the next page is under way.",
              "The system rotates the screen, or takes the app's memory: what is left?",
            ],
            expected: [
              "One state with its few shapes (loading, shown, loading more, failed with what is shown kept), not five flags",
              "An answer that belongs to an older list is thrown away; no page is asked for twice at once",
              "Work ends with the screen it belongs to; what must survive is kept on purpose",
              "Can be tested without a phone",
            ],
            followUps: ["An item changes on the server while it is on the screen. How does the list learn of it?"],
          },
        ],
      },
      {
        name: "Offline and data",
        minutes: 16,
        questions: [
          {
            id: "offline-edit",
            text: "People fill in forms in a cellar without a net; the same form may be open on a colleague's phone. How do you store and send, so that nothing is lost and nothing arrives twice?",
            hints: ["The app is killed between sending and the answer. What happens at the next start?"],
            expected: [
              "Writes to the phone first, sends from a queue that survives a restart, with an id that makes a repeat harmless",
              "Conflicts are seen and decided, not overwritten; the person sees what has been sent and what not",
              "The form's shape changes with a new version: what is stored on the phone is taken along",
            ],
            followUps: ["Where do you keep the sign-in token, and why there?"],
          },
          {
            id: "background",
            text: "The app should fetch new messages while nobody looks at it. What can you promise your product manager, and what not?",
            hints: ["Who decides when your code may run?"],
            expected: [
              "The system decides; work in the background is a wish, a push is a hint",
              "Battery, data and permissions are the person's; works also when all is refused",
            ],
            followUps: ["How do you find out that it does not work for a tenth of the people?"],
          },
        ],
      },
      {
        name: "Speed and releasing",
        minutes: 12,
        questions: [
          {
            id: "slow-start",
            text: "Since the last release the app takes four seconds to start on older phones. How do you find the cause, and how do you get the cure to people?",
            hints: ["A release can't be called back. What do you do meanwhile?"],
            expected: [
              "Measures on an old phone, in parts: before the first line of code, set-up, first picture",
              "Puts off what the first screen does not need",
              "Staged release, watching crash and start figures, a switch on the server for what is new",
            ],
            followUps: ["People don't update for months. What does that mean for your API?"],
          },
        ],
      },
    ],
    competencies: [
      {
        id: "coding",
        name: "Coding",
        anchors: [
          "No working core even with help, or state spread so that nobody can say what the screen shows.",
          "Works on the straight way; crossing answers and failures are met only when pointed at.",
          "Clear states, correct under crossing and failing answers, testable without a phone.",
          "Shapes the state so that wrong screens can't be expressed; extends it in the follow-up without a rewrite.",
        ],
      },
      {
        id: "platform",
        name: "Platform",
        anchors: [
          "Treats the phone as a small desktop; the life of a screen comes as a surprise.",
          "Knows the life cycle by name; work leaks, or dies with the screen.",
          "Handles death, rotation, background and permissions as normal; knows what the system promises.",
          "Foresees differences between versions and makers, and chooses means by what the platform will do to them.",
        ],
      },
      {
        id: "data",
        name: "Offline and data",
        anchors: [
          "Assumes the net; a failed call loses what was typed.",
          "Caches answers; repeats and conflicts are not thought through.",
          "Stores first and sends safely; makes conflicts and progress visible; migrates what is stored.",
          "Designs synchronisation with reasons, weighs simple against right, and protects what is personal on the phone.",
        ],
      },
      {
        id: "delivery",
        name: "Speed and release",
        anchors: [
          "Guesses at slowness; a release is the end of the work.",
          "Uses the tools when told; releases to everybody at once.",
          "Measures on real phones, cures by cause, releases in steps with figures in sight.",
          "Plans for what can't be called back: switches, old versions in the field, figures that warn early.",
        ],
      },
      communication,
    ],
  },
};
