/** Machine learning engineering, 60 minutes: from a question of the business to a model in use, and how one knows that it works. */
import { communication } from "./communication.ts";
import type { LibraryGuide } from "./library-guide.ts";

export const machineLearning: LibraryGuide = {
  id: "5d2f1f0e-6f0b-4c57-9a53-0c5a3a5d1b07",
  name: "Machine learning engineering",
  category: "Machine learning",
  content: {
    format:
      "one problem taken from the question to a model in use, a short task on data, and questions about judging and running models",
    sections: [
      {
        name: "Warm-up",
        minutes: 7,
        questions: [
          {
            id: "recent-model",
            text: "Tell me about a model of yours that people used. What did it decide, how did you know that it helped, and what did it get wrong?",
            hints: ["If it never reached use: what kept it from it?"],
            expected: [
              "A decision that the model changed, with a figure from use, not only from a test set",
              "Knows its errors by kind",
            ],
            followUps: ["What would a simple rule have achieved?"],
          },
        ],
      },
      {
        name: "From question to model",
        minutes: 22,
        questions: [
          {
            id: "churn",
            text: "A subscription service wants to know who will leave, in order to offer them something. You have two years of payments, log-ins and support mails. Take it from this sentence to a first model.",
            hints: [
              "What is “leaves”, and when must one know it for an offer to be of use?",
              "Let them write down one row of training data with its dates.",
              "Should one call those who are most likely to leave, or those whom an offer would keep?",
            ],
            expected: [
              "Defines the event and the moment of prediction; features only from before it",
              "Splits by time, and keeps a person out of both sides",
              "A plain base line first; a measure that fits the use (few can be called: precision among the first thousand)",
              "Sees that predicting who leaves is not knowing whom an offer helps; proposes a trial with a control group",
            ],
            followUps: [
              "Your model is 0.98 in the test. What is your first thought?",
              "One per cent leave each month. What does that do to training and to judging?",
            ],
          },
        ],
      },
      {
        name: "Task on data",
        minutes: 13,
        questions: [
          {
            id: "leak",
            text: "Write (pseudo code is fine) a function that, for each user and the first of each month, computes the number of log-ins in the 30 days before, and the target “left within the next 30 days”, from `logins(user, at)` and `ends(user, at)`. Say where one goes wrong easily.",
            hints: ["Users who came ten days ago; users who have left already; the last month of the data."],
            expected: [
              "Windows before and after don't touch; rows of those who have left already are out",
              "The last 30 days have no known target; new users have a shorter past",
              "Works on sets, not by looping over each user with a scan each",
            ],
            followUps: ["How do you make sure that use computes the same number as training?"],
          },
        ],
      },
      {
        name: "Judging and running",
        minutes: 18,
        questions: [
          {
            id: "worse-in-use",
            text: "The new model is better in every offline measure, and the trial shows no gain. How do you find out why?",
            hints: ["Ask: was the trial large enough to show it? Did people get to see the new decisions at all?"],
            expected: [
              "Checks the trial first: size, assignment, whether the decision reached people",
              "Differences between training and use: features, delay, population, feedback by the old model",
              "The offline measure may not be what matters",
            ],
            followUps: ["What do you tell those who have waited for it?"],
          },
          {
            id: "drift",
            text: "The model runs for a year. What do you watch, what makes you train anew, and how do you go back?",
            hints: ["The truth arrives 30 days later. What do you look at until then?"],
            expected: [
              "Inputs and outputs at once, truth when it comes; by groups of people, not only on the whole",
              "Versions of data, code and model together; a new one runs beside the old one first",
              "A safe answer when the model can't be asked",
            ],
            followUps: ["How would you notice that it treats one group of people worse?"],
          },
        ],
      },
    ],
    competencies: [
      {
        id: "framing",
        name: "Framing the problem",
        anchors: [
          "Begins with a method; the decision that the model serves stays unclear.",
          "Asks about the goal, but takes target and moment as given.",
          "Defines target, moment and measure from the use, with a plain base line.",
          "Finds the question behind the question, and says when no model is the better answer.",
        ],
      },
      {
        id: "modelling",
        name: "Data and modelling",
        anchors: [
          "Leaks go unseen; a split at random for everything.",
          "Knows leaks by name; finds them with help.",
          "Builds rows that are right in time, splits by what will be new, chooses methods with reasons.",
          "Foresees how data came about and what it hides, and spends effort where it moves the result.",
        ],
      },
      {
        id: "evaluation",
        name: "Judging",
        anchors: [
          "One number decides; it is not known what it means.",
          "Several measures from habit; uncertainty and groups are left out.",
          "Chooses measures by use, doubts good results, reads trials correctly.",
          "Designs judging before modelling, reckons with uncertainty, and makes errors and their cost plain to others.",
        ],
      },
      {
        id: "engineering",
        name: "Engineering and use",
        anchors: [
          "Ends at the notebook.",
          "Brings a model into use; training and use drift apart; going back is manual.",
          "Same features in training and use, versions, watching, and a safe fallback.",
          "Builds so that trying, judging and going back are cheap, and others can do it.",
        ],
      },
      communication,
    ],
  },
};
