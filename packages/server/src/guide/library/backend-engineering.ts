/** Backend engineering, 60 minutes: code on a small real task, then data, concurrency and operation. */
import { communication } from "./communication.ts";
import type { LibraryGuide } from "./library-guide.ts";

export const backendEngineering: LibraryGuide = {
  id: "5d2f1f0e-6f0b-4c57-9a53-0c5a3a5d1b01",
  name: "Backend engineering",
  category: "Backend",
  content: {
    format:
      "one coding task in a language of your choice, then questions about data, concurrency and running a service",
    sections: [
      {
        name: "Warm-up",
        minutes: 7,
        questions: [
          {
            id: "recent-service",
            text: "Tell me about a service that you have worked on lately. What did it do, who called it, and what was the part that you changed most?",
            hints: [
              "If the answer stays with the team, ask: which part did you write yourself?",
              "Ask for a number: requests per second, rows, people on call.",
            ],
            expected: [
              "Names a concrete service, its callers and its own part in it",
              "Can say what was hard about it, and why it was built that way",
            ],
            followUps: ["What would you do differently if you began it today?"],
          },
        ],
      },
      {
        name: "Coding: rate limiter",
        minutes: 25,
        questions: [
          {
            id: "rate-limiter",
            text: "Write a rate limiter for one process: `allow(key, now)` answers true at most `limit` times per key in any `windowMs`, else false. Time is given, so that it can be tested. Talk while you write, and say what you leave out.",
            hints: [
              "Stuck on the window: let them draw the calls of one key on a line of time first.",
              "A fixed window is a fine beginning; ask what happens at its edge before they improve it.",
              "Done early: what grows without end in memory, and when would you remove it?",
            ],
            expected: [
              "Clarifies the rule first: any window or fixed window, what a refused call counts for",
              "A correct sliding window (list or ring of instants), or a token bucket with its difference named",
              "Says time and memory per call, and how keys that nobody uses any more are dropped",
              "Tries it with a few cases, the edges among them: exactly at the limit, exactly at the end of the window",
            ],
            followUps: [
              "Now there are ten processes behind a load balancer. What do you change, and what do you give up?",
              "The clock of one machine is two seconds behind. What goes wrong?",
            ],
          },
        ],
      },
      {
        name: "Data and concurrency",
        minutes: 18,
        questions: [
          {
            id: "double-booking",
            text: "Two people book the last seat of an event at the same moment, and both are told that they have it. The code reads the number of free seats, compares, and then inserts. Why did it happen, and how do you make it impossible?",
            hints: [
              "If they answer with a lock in the process: there are several processes.",
              "Ask which isolation level the database runs at by default, and what that means here.",
            ],
            expected: [
              "Sees the gap between check and insert, and that a transaction alone does not close it at read committed",
              "Lets the database decide: a unique or check constraint, a conditional update, or `select … for update`",
              "Says what the loser gets to see, and that a retry must be safe",
            ],
            followUps: ["How would you write a test that fails before your change?"],
          },
          {
            id: "slow-query",
            text: "A page that lists a customer's orders took 80 ms for years and takes 9 s since Monday. Nobody deployed. How do you find out why?",
            hints: [
              "They may ask you for facts: the table grew to 40 million rows, one customer has 2 million of them, the plan changed to a sequential scan.",
            ],
            expected: [
              "Measures before changing: which query, which customers, the plan with real rows",
              "Knows why a plan can change by itself: statistics, growth, a skewed customer",
              "A fitting cure: an index in the right column order, keyset paging, statistics; and checks it on real data",
            ],
            followUps: ["How do you add that index without stopping writes?"],
          },
        ],
      },
      {
        name: "Running it",
        minutes: 10,
        questions: [
          {
            id: "payment-timeout",
            text: "Your service calls a payment provider. The call times out after 10 seconds. What do you know now, and what does your code do next?",
            hints: ["If the answer is “try again”: the customer may be charged twice. How would you find out?"],
            expected: [
              "A time-out means unknown: it may have taken effect",
              "An idempotency key, or asking the provider before repeating; a state “not certain” that is kept",
              "Back-off with a limit, and a person who is told when it does not clear up",
            ],
            followUps: [
              "The provider is down for an hour. What do your customers see, and what happens to your threads?",
            ],
          },
        ],
      },
    ],
    competencies: [
      {
        id: "coding",
        name: "Coding",
        anchors: [
          "No working core even with help, or code whose author cannot say what it does.",
          "A working core with help; edges are met only when pointed at; names and structure make it hard to follow.",
          "Correct, readable code without help; finds its own edges, tests some of them, and states cost in time and memory.",
          "Clear and correct at once, shaped so that the follow-up needs little change; weighs variants by what they cost and tests what is likely to break.",
        ],
      },
      {
        id: "data",
        name: "Data and concurrency",
        anchors: [
          "Sees no danger in reading, checking and writing in steps; treats the database as a place to put things.",
          "Knows transactions and indexes by name; needs help to see a race, or cures it with a lock in one process.",
          "Explains the race, lets the database decide it, and reads a query plan well enough to find the cause.",
          "Chooses between constraint, lock and isolation with reasons, knows what each costs under load, and can show it with a test.",
        ],
      },
      {
        id: "operation",
        name: "Failure and operation",
        anchors: [
          "Assumes that calls work; a failure is somebody else's matter.",
          "Tries again on every error; knows logs and alerts but not what to look at first.",
          "Tells known failure from unknown, makes repeats safe, and finds a cause by measuring.",
          "Designs so that failures stay small and visible: limits, degradation, and a way for a person to mend what is left.",
        ],
      },
      {
        id: "problem-solving",
        name: "Problem solving",
        anchors: [
          "Begins to write without a question, or waits to be told each step.",
          "Finds a way with hints; loses sight of the goal in details.",
          "Asks what is needed, splits the problem, says assumptions aloud and checks them.",
          "Sees the shape of a problem early, compares two ways by what matters here, and changes course when facts say so.",
        ],
      },
      communication,
    ],
  },
};
