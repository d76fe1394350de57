/**
 * The cast's world in Lever: Acme, ready for the integration, with candidates that lack one thing or another; and
 * Globex beside it, wholly separate.
 */
import type { TemplateData } from "../feedback/template-act.ts";
import type { AccountPlan, CandidateLine, StageLine } from "./build.ts";
import { commonStages, offerStage } from "./build.ts";

const stages: StageLine[] = [
  ...commonStages,
  { text: "Recruiter screen", pipeline: "screen", rank: 201 },
  { text: "InterviewVector", pipeline: "screen", rank: 205.5 },
  { text: "On-site interview", pipeline: "onsite", rank: 230.5 },
  offerStage,
];

const report: TemplateData = {
  text: "InterviewVector report",
  instructions: "Filled in from the report of the interview.",
  fields: [
    { type: "score-system", text: "Overall rating", description: "", required: true },
    { type: "textarea", text: "Summary", description: "What the recommendation rests on.", required: true },
    {
      type: "scorecard",
      text: "Skills",
      description: "",
      required: false,
      scores: ["Problem solving", "Coding", "System design", "Communication"].map((text) => ({
        text,
        description: "",
      })),
    },
    { type: "textarea", text: "Strengths", description: "", required: false },
    { type: "textarea", text: "Concerns", description: "", required: false },
    { type: "text", text: "Link to the full report", description: "", required: false },
  ],
};

const phoneScreen: TemplateData = {
  text: "Phone screen",
  instructions: "",
  fields: [
    { type: "score-system", text: "Rating", description: "", required: true },
    { type: "yes-no", text: "Salary expectation fits?", description: "", required: false },
    {
      type: "multiple-select",
      text: "Languages",
      description: "Select one or more.",
      required: false,
      options: ["Go", "Java", "Python", "TypeScript"].map((text) => ({ text })),
    },
    { type: "textarea", text: "Notes", description: "", required: false },
  ],
};

const backend = "Senior Backend Engineer";
const frontend = "Frontend Engineer";
const data = "Data Engineer";
const goSkills = ["Go", "PostgreSQL", "Kubernetes"];
const webSkills = ["TypeScript", "React", "CSS"];

const person = (
  name: string,
  headline: string,
  location: string,
  rest: Omit<CandidateLine, "name" | "headline" | "location">,
): CandidateLine => ({ name, headline, location, ...rest });

const screen = "Recruiter screen";
const applied = "New applicant";

export const acme: AccountPlan = {
  key: "acme",
  name: "Acme",
  domain: "acme.example",
  department: "Engineering",
  owner: "lena",
  stages,
  users: [
    { name: "Lena Fischer", username: "lena", role: "super admin", jobTitle: "Head of Recruiting" },
    { name: "Ravi Menon", username: "ravi", role: "team member", jobTitle: "Recruiter" },
    { name: "Hana Sato", username: "hana", role: "interviewer", jobTitle: "Engineering Manager" },
    { name: "Jonas Weber", username: "jonas", role: "admin", jobTitle: "People Operations" },
    { name: "Marta Kowalska", username: "marta", role: "team member", jobTitle: "Recruiter", deactivated: true },
  ],
  postings: [
    { title: backend, tags: ["InterviewVector"], owner: "lena", team: "Platform", location: "Berlin", daysAgo: 60 },
    { title: frontend, tags: ["InterviewVector"], owner: "lena", team: "Web", location: "Lisbon", daysAgo: 45 },
    { title: data, tags: [], owner: "ravi", team: "Data", location: "Berlin", daysAgo: 40 },
    {
      title: "Support Engineer",
      tags: [],
      owner: "ravi",
      team: "Support",
      location: "Lisbon",
      state: "internal",
      daysAgo: 20,
    },
    {
      title: "Product Designer",
      tags: [],
      owner: "lena",
      team: "Design",
      location: "Berlin",
      state: "closed",
      daysAgo: 120,
    },
  ],
  templates: [report, phoneScreen],
  candidates: [
    person("Maya Fernandez", "Backend Engineer at Northwind", "Madrid, Spain", {
      posting: backend,
      stage: screen,
      daysAgo: 4,
      skills: goSkills,
    }),
    person("Tom Okafor", "Senior Software Engineer at Contoso", "Lagos, Nigeria", {
      posting: backend,
      stage: screen,
      daysAgo: 8,
      skills: ["Java", "Kafka"],
    }),
    person("Ingrid Solberg", "Platform Engineer at Fabrikam", "Oslo, Norway", {
      posting: backend,
      stage: screen,
      daysAgo: 7,
      skills: goSkills,
    }),
    person("Arjun Nair", "Software Engineer at Initech", "Kochi, India", {
      posting: backend,
      stage: screen,
      daysAgo: 6,
      without: ["phone"],
      skills: ["Python", "Go"],
    }),
    person("Chloé Dubois", "Backend Developer at Hooli", "Lyon, France", {
      posting: backend,
      stage: screen,
      daysAgo: 6,
      without: ["resume"],
      skills: goSkills,
    }),
    person("Mateus Lima", "Software Engineer at Umbrella", "Recife, Brazil", {
      posting: backend,
      stage: screen,
      daysAgo: 5,
      without: ["email"],
      skills: ["Rust", "Go"],
    }),
    person("Yuki Tanabe", "Site Reliability Engineer at Globo", "Osaka, Japan", {
      posting: backend,
      stage: applied,
      daysAgo: 3,
      skills: ["Terraform", "Go"],
    }),
    person("Omar Haddad", "Backend Engineer at Vandelay", "Amman, Jordan", {
      posting: backend,
      stage: applied,
      daysAgo: 2,
      skills: goSkills,
    }),
    person("Sofia Rossi", "Frontend Engineer at Stark", "Turin, Italy", {
      posting: frontend,
      stage: screen,
      daysAgo: 7,
      skills: webSkills,
    }),
    person("Noah Becker", "Web Developer at Wayne", "Hamburg, Germany", {
      posting: frontend,
      stage: screen,
      daysAgo: 6,
      without: ["phone", "resume"],
      skills: webSkills,
    }),
    person("Grace Mwangi", "UI Engineer at Acorn", "Nairobi, Kenya", {
      posting: frontend,
      stage: applied,
      daysAgo: 4,
      skills: webSkills,
    }),
    person("Elif Kaya", "Data Engineer at Tyrell", "Izmir, Türkiye", {
      posting: data,
      stage: screen,
      daysAgo: 5,
      skills: ["Spark", "SQL"],
    }),
    person("Daniel Cho", "Analytics Engineer at Cyberdyne", "Seoul, South Korea", {
      posting: data,
      stage: applied,
      daysAgo: 3,
      skills: ["dbt", "SQL"],
    }),
    person("Amara Obi", "Staff Engineer at Massive", "Abuja, Nigeria", {
      posting: null,
      stage: "New lead",
      daysAgo: 1,
      without: ["resume"],
      skills: ["C++"],
    }),
    person("Victor Hale", "Backend Engineer at Soylent", "Dublin, Ireland", {
      posting: backend,
      stage: screen,
      daysAgo: 30,
      archivedAs: "Withdrew",
      skills: goSkills,
    }),
  ],
};

export const globex: AccountPlan = {
  key: "globex",
  name: "Globex",
  domain: "globex.example",
  department: "Product",
  owner: "gus",
  stages: [
    ...commonStages,
    { text: "Phone interview", pipeline: "screen", rank: 201 },
    { text: "InterviewVector", pipeline: "screen", rank: 203 },
    { text: "Final round", pipeline: "onsite", rank: 231.5 },
    offerStage,
  ],
  users: [
    { name: "Gus Lindqvist", username: "gus", role: "super admin", jobTitle: "Talent Lead" },
    { name: "Petra Varga", username: "petra", role: "team member", jobTitle: "Recruiter" },
  ],
  postings: [
    {
      title: "Site Reliability Engineer",
      tags: ["InterviewVector"],
      owner: "gus",
      team: "Infrastructure",
      location: "Budapest",
      daysAgo: 25,
    },
    { title: "iOS Engineer", tags: [], owner: "petra", team: "Mobile", location: "Remote", daysAgo: 15 },
  ],
  templates: [report],
  candidates: [
    person("Lucas Meyer", "SRE at Piedmont", "Zurich, Switzerland", {
      posting: "Site Reliability Engineer",
      stage: "Phone interview",
      daysAgo: 4,
      skills: ["Linux", "Go"],
    }),
    person("Aisha Rahman", "DevOps Engineer at Monarch", "Dhaka, Bangladesh", {
      posting: "Site Reliability Engineer",
      stage: applied,
      daysAgo: 3,
      skills: ["AWS", "Python"],
    }),
    person("Ben Carter", "iOS Developer at Aperture", "Leeds, United Kingdom", {
      posting: "iOS Engineer",
      stage: applied,
      daysAgo: 2,
      skills: ["Swift"],
    }),
  ],
};
