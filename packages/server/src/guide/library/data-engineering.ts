/** Data engineering, 60 minutes: SQL on a small model, a pipeline that has to be right twice, and data one can trust. */
import { communication } from "./communication.ts";
import type { LibraryGuide } from "./library-guide.ts";

export const dataEngineering: LibraryGuide = {
  id: "5d2f1f0e-6f0b-4c57-9a53-0c5a3a5d1b04",
  name: "Data engineering",
  category: "Data",
  content: {
    format: "SQL and modelling on a small example, then the design of a pipeline and how one keeps its data right",
    sections: [
      {
        name: "Warm-up",
        minutes: 6,
        questions: [
          {
            id: "recent-pipeline",
            text: "Tell me about a pipeline of yours: what came in, what went out, and who noticed when it was wrong?",
            hints: ["Ask for volume, how often it ran, and how late it could be."],
            expected: [
              "A concrete flow with its users and its volume",
              "Has met wrong data, and changed something for it",
            ],
            followUps: ["How did you find out that it was wrong?"],
          },
        ],
      },
      {
        name: "SQL and modelling",
        minutes: 24,
        questions: [
          {
            id: "sessions",
            text: "Table `views(user_id, seen_at, page)`. A session is a run of views of one user with no gap of more than 30 minutes. Write a query that gives, for each day, the number of sessions and their median length.",
            hints: [
              "Stuck: how do you mark the first view of a session? `lag` over the user's views.",
              "Then: how does a mark become a number of the session? A running sum.",
              "Done early: sessions over midnight, two views at the same instant.",
            ],
            expected: [
              "Marks the beginning with a window function, numbers the sessions by a running sum, groups",
              "Says what a day is: whose zone, and to which day a session over midnight belongs",
              "A session of one view has length zero; the median is a real one, not a mean",
            ],
            followUps: ["The table has four billion rows and grows. What do you compute again each day, and what not?"],
          },
          {
            id: "model-prices",
            text: "Prices of products change. Reports must show what an order cost then, and what it would cost now. How do you model it?",
            hints: ["What happens when a price is corrected for the past?"],
            expected: [
              "Price with its period of validity, half-open; or the price kept with the order, with the reason for the choice",
              "No overlaps, enforced; a correction is told from a change",
              "Joins by the instant of the order without doubling rows",
            ],
            followUps: ["What does your join do when a price is missing for that moment?"],
          },
        ],
      },
      {
        name: "A pipeline",
        minutes: 18,
        questions: [
          {
            id: "late-events",
            text: "Events come from phones, some of them days late and some of them twice. A dashboard shows purchases per hour, and finance closes the books each month from the same data. Design it.",
            hints: [
              "Which of the two may be wrong for an hour, and which must never change afterwards?",
              "A job dies half-way and is started again. What stands in the table now?",
            ],
            expected: [
              "Raw events are kept as they came; each step can be run again with the same result",
              "Doubles are removed by an id from the phone; time of the event and of its arrival are both kept",
              "Late data has a rule: what is corrected, until when, and how finance learns of it",
              "Writes by replacing a partition or merging by key, never by blind appending",
            ],
            followUps: [
              "A field changes its meaning in a new version of the phone's app. How do you notice?",
              "Compute last year again with a corrected rule: how long does it take, and whom does it disturb?",
            ],
          },
        ],
      },
      {
        name: "Data one can trust",
        minutes: 12,
        questions: [
          {
            id: "revenue-drop",
            text: "The dashboard shows 30% less revenue for yesterday. Nobody deployed. How do you find out whether it is true?",
            hints: ["They may ask: the number of rows is as usual; one payment provider is missing entirely."],
            expected: [
              "Compares with another source before explaining; counts by source, hour and field",
              "Follows it back step by step to the first place where it is wrong",
              "Tells the users early what is known and what isn't",
            ],
            followUps: ["Which check would have told you this morning, without waking you for nothing?"],
          },
          {
            id: "personal-data",
            text: "A person asks to be erased. Their data is in raw files, tables, three copies for analysts and a year of backups. What do you do, and how would you have built it?",
            hints: [],
            expected: [
              "Knows where copies are: lineage, or a list; keeps what names a person apart and few",
              "Erases or makes unreadable (a key per person that is destroyed); a rule for backups",
              "Figures stay right after the erasure",
            ],
            followUps: ["How do you prove that it is done?"],
          },
        ],
      },
    ],
    competencies: [
      {
        id: "sql",
        name: "SQL",
        anchors: [
          "Cannot combine and group two tables without help.",
          "Joins and groups; window functions only with help; doubled rows go unseen.",
          "Solves the task with window functions, checks grain and doubles, and handles the edges of time.",
          "Clear, correct queries whose cost is known; sees from the plan what the data will do to them.",
        ],
      },
      {
        id: "modelling",
        name: "Modelling",
        anchors: [
          "One wide table for everything; the meaning of a row changes with the question.",
          "Knows the usual forms, applies them by rote; history is lost or doubled.",
          "Says what a row means, keeps history on purpose, and lets constraints guard it.",
          "Models so that wrong statements are hard to make, weighs forms by who asks what, and knows when to repeat data.",
        ],
      },
      {
        id: "pipelines",
        name: "Pipelines",
        anchors: [
          "Steps that work once; a second run doubles or destroys.",
          "Repeats after failure by hand; late and doubled data are an exception to be cleaned up.",
          "Every step can run again with the same result; late, doubled and changed data have their rule.",
          "Designs for correction as the normal case, keeps cost and delay in balance, and can compute the past anew without a stir.",
        ],
      },
      {
        id: "trust",
        name: "Quality and trust",
        anchors: [
          "Takes data for right until somebody complains.",
          "Adds checks that ring often and mean little; searches for causes by guessing.",
          "Checks what matters to users, traces an error to its origin, and tells them early.",
          "Makes quality visible before it hurts, knows who depends on what, and handles personal data as a matter of design.",
        ],
      },
      { ...communication, mandatory: false },
    ],
  },
};
