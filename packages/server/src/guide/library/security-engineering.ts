/** Security engineering, 60 minutes: threats to a real design, faults in code, and what to do when it has happened. */
import { communication } from "./communication.ts";
import type { LibraryGuide } from "./library-guide.ts";

export const securityEngineering: LibraryGuide = {
  id: "5d2f1f0e-6f0b-4c57-9a53-0c5a3a5d1b09",
  name: "Security engineering",
  category: "Security",
  content: {
    format:
      "finding the threats to a small design, reading code for faults, and working through a break-in that has just been noticed",
    sections: [
      {
        name: "Warm-up",
        minutes: 7,
        questions: [
          {
            id: "recent-find",
            text: "Tell me about a weakness that you found or cured. Who could have used it, for what, and how did you make sure that it stays cured?",
            hints: ["No names of customers are needed."],
            expected: ["A clear path from attacker to harm", "A cure for the kind, not only for the place"],
            followUps: ["How did you convince those who had to do the work?"],
          },
        ],
      },
      {
        name: "Threats to a design",
        minutes: 20,
        questions: [
          {
            id: "share-link",
            text: "A product lets people share a document by a link. Whoever has the link can read; the owner can withdraw it, protect it by a password, and see who opened it. Find what can go wrong, and say what you would build.",
            hints: [
              "If they list attacks by name: who is the attacker here, and what do they want?",
              "Where does a link end up besides with the receiver? Logs, previews in messengers, the address of the next page.",
            ],
            expected: [
              "Asks what is worth protecting from whom, and puts threats in order by harm and likelihood",
              "Links that can't be guessed, are withdrawn truly, and don't leak through logs, referrers and previews",
              "Password: slow hash, limited tries; documents of strangers are shown so that they can't act in our name",
              "“Who opened it” is itself personal data",
            ],
            followUps: ["Which of these would you leave for later, and what would make you change your mind?"],
          },
        ],
      },
      {
        name: "Reading code",
        minutes: 18,
        questions: [
          {
            id: "review",
            text: "`GET /files?path=` joins the path with `/data/<customer>/`, refuses it when it contains `..`, and sends the file with the type that its name suggests. The caller is signed in by a cookie. What is wrong with it, and how do you write it instead?",
            hints: [
              "What else leads out of a folder? What happens to `%2e%2e` and to links in the file system?",
              "A customer uploads `holiday.html`. Who runs what is in it?",
            ],
            expected: [
              "Sees ways around the check (encoding, absolute paths, links) and compares the resolved path, or uses ids instead of paths",
              "Whose customer it is comes from the session, never from the request",
              "Active content: another origin or download, nosniff, a strict policy",
              "Says how to find the same fault elsewhere",
            ],
            followUps: ["A program fetches addresses that users type in. What do you look at there?"],
          },
          {
            id: "tokens",
            text: "A colleague wants to put the user's role into a signed token that is valid for 30 days, so that no database has to be asked. What do you say?",
            hints: ["Somebody is dismissed today."],
            expected: [
              "What was signed stays true until it ends: withdrawal is the matter; short life or a look-up",
              "Which algorithm and key are accepted is decided by the reader, not by the token",
            ],
            followUps: ["Where in the browser would you keep it, and against which attack does that help?"],
          },
        ],
      },
      {
        name: "When it has happened",
        minutes: 15,
        questions: [
          {
            id: "leaked-key",
            text: "A stranger writes that the key to your cloud storage stands in a public repository since Tuesday. It is Friday, 17:00. What do you do, in which order?",
            hints: [
              "Facts on request: the key can read all documents and write to one folder; logs are kept for seven days; one department still uses it.",
            ],
            expected: [
              "Checks, makes the key useless, and keeps the evidence, before anything else",
              "Finds out from the logs what was done with it; assumes the worst where they end",
              "Tells those who must know, with duties and their deadlines; one person leads",
              "Afterwards: no such keys, or short-lived ones, and something that notices",
            ],
            followUps: ["Turning it off stops the department's pay run. Who decides?"],
          },
        ],
      },
    ],
    competencies: [
      {
        id: "threats",
        name: "Threat modelling",
        anchors: [
          "Recites attacks without relation to the design.",
          "Finds the well-known threats; order and attacker stay vague.",
          "Works out who wants what, finds the ways, and orders them by harm and likelihood.",
          "Finds the unexpected way, including through people and data, and leads others to see it.",
        ],
      },
      {
        id: "code",
        name: "Secure code",
        anchors: [
          "Overlooks the plain faults, or cures them by forbidding signs.",
          "Finds faults by pattern; the cure covers the place only.",
          "Finds them by reasoning about trust, and cures the kind.",
          "Changes the design so that the fault can't be written again, and can say what it costs.",
        ],
      },
      {
        id: "response",
        name: "Response",
        anchors: [
          "Destroys evidence, or does nothing until all is known.",
          "Right steps without order; duties and people are forgotten.",
          "Stops the harm, keeps evidence, finds out the extent, tells whom it concerns.",
          "Leads under uncertainty, decides with reasons, and turns it into lasting change.",
        ],
      },
      {
        id: "balance",
        name: "Balance",
        anchors: [
          "Everything must be secured, or nothing is worth the effort.",
          "Knows that it costs; can't weigh.",
          "Puts effort where it lowers risk most, and makes the safe way the easy one.",
          "Helps a company to take risks knowingly, and wins people for it.",
        ],
      },
      communication,
    ],
  },
};
