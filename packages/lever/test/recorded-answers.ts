/**
 * Answers of Lever's production API as they were recorded in July 2026, and the one delivery that Lever's documentation
 * prints. Names and addresses in them are made up; some ids were shortened.
 */
export const opportunityAnswer = {
  data: {
    id: "6408dc54-7015-4e5b-8d60-23afff2b1efc",
    name: "Seed Candidate 1",
    contact: "997fd432-94f6-4613-9fa8-c3d5bd49600b",
    headline: "Seed candidate",
    stage: "lead-reached-out",
    confidentiality: "non-confidential",
    location: "",
    phones: [{ type: "mobile", value: "5555550100" }],
    emails: ["seed-candidate-1@example.com"],
    links: [],
    archived: { reason: "c97322d4-a7f3-4008-948c-4f8e9c58d372", archivedAt: 1782973996415 },
    tags: ["Seed", "Seed Posting 1", "Research & Development", "Engineering", "San Francisco, CA", "Full-time"],
    sources: ["Referral"],
    stageChanges: [
      {
        toStageId: "lead-new",
        toStageIndex: 0,
        updatedAt: 1782972986091,
        userId: "32bc4d3b-1aa6-4e2b-92d0-2e575047001e",
      },
      {
        toStageId: "lead-reached-out",
        toStageIndex: 1,
        updatedAt: 1782974004990,
        userId: "be129d9b-50da-4485-9377-0d83e981f30b",
      },
    ],
    origin: "sourced",
    sourcedBy: "32bc4d3b-1aa6-4e2b-92d0-2e575047001e",
    owner: "32bc4d3b-1aa6-4e2b-92d0-2e575047001e",
    followers: ["32bc4d3b-1aa6-4e2b-92d0-2e575047001e"],
    applications: ["7278da68-141b-4203-b209-8ca6c0fa1f2d"],
    createdAt: 1782972986091,
    updatedAt: 1782974048515,
    lastInteractionAt: 1782974048514,
    lastAdvancedAt: 1782974004990,
    snoozedUntil: null,
    urls: {
      list: "https://hire.lever.co/candidates",
      show: "https://hire.lever.co/candidates/6408dc54-7015-4e5b-8d60-23afff2b1efc",
    },
    isAnonymized: false,
    dataProtection: null,
    opportunityLocation: "San Francisco, CA",
  },
};

export const applicationAnswer = {
  data: {
    id: "7278da68-141b-4203-b209-8ca6c0fa1f2d",
    type: "user",
    candidateId: "6408dc54-7015-4e5b-8d60-23afff2b1efc",
    opportunityId: "6408dc54-7015-4e5b-8d60-23afff2b1efc",
    posting: "75ff237f-c221-4c26-8b23-faf395f5ea1c",
    postingHiringManager: null,
    postingOwner: "32bc4d3b-1aa6-4e2b-92d0-2e575047001e",
    name: null,
    company: null,
    phone: null,
    email: null,
    links: [],
    comments: null,
    user: "32bc4d3b-1aa6-4e2b-92d0-2e575047001e",
    customQuestions: [],
    createdAt: 1782972986092,
    archived: { reason: "c97322d4-a7f3-4008-948c-4f8e9c58d372", archivedAt: 1782973989263 },
    requisitionForHire: null,
    ipAddress: null,
    referer: null,
    userAgent: null,
    acceptLanguage: null,
    timezone: null,
  },
};

export const stagesAnswer = {
  data: [
    { id: "lead-new", text: "New lead" },
    { id: "lead-reached-out", text: "Reached out" },
    { id: "lead-responded", text: "Responded" },
    { id: "applicant-new", text: "New applicant" },
    { id: "49422c7e-5b86-4a06-9386-d432f6e98d57", text: "HM Review" },
    { id: "2ca03d97-d4f2-4a97-89de-96c8b0d07924", text: "Recruiter screen" },
    { id: "25cba92d-7eaf-4d42-83f9-38874c95ef1b", text: "On-site interview" },
    { id: "offer", text: "Offer" },
  ],
  hasNext: false,
};

export const postingAnswer = {
  id: "75ff237f-c221-4c26-8b23-faf395f5ea1c",
  text: "Seed Posting 1",
  state: "internal",
  distributionChannels: null,
  user: "32bc4d3b-",
  owner: "32bc4d3b-",
  hiringManager: null,
  categories: {
    commitment: "Full-time",
    department: "Research & Development",
    level: null,
    location: "San Francisco, CA",
    team: "Engineering",
    allLocations: ["San Francisco, CA"],
  },
  tags: [],
  content: {
    description: "Seed posting.\n",
    descriptionHtml: "<div>Seed posting.</div>",
    lists: [],
    closing: "",
    closingHtml: "",
  },
  country: "US",
  followers: ["32bc4d3b-"],
  reqCode: null,
  requisitionCodes: [],
  urls: {
    list: "https://jobs.lever.co/acme",
    show: "https://jobs.lever.co/acme/75ff237f-",
    apply: "https://jobs.lever.co/acme/75ff237f-/apply",
  },
  confidentiality: "non-confidential",
  createdAt: 1782972961725,
  updatedAt: 1782972961725,
  workplaceType: "unspecified",
  transcribeInterviews: false,
  screening: { enabled: false },
};

export const noteAnswer = {
  data: {
    id: "7f8004a4-e5db-466a-ae31-7a26346701ed",
    text: "Note",
    fields: [
      {
        createdAt: 1782974189118,
        score: null,
        stage: "lead-reached-out",
        text: "Comment",
        type: "note",
        user: "be129d9b-50da-4485-9377-0d83e981f30b",
        value: "Interview scheduled.",
      },
    ],
    user: "be129d9b-50da-4485-9377-0d83e981f30b",
    secret: false,
    completedAt: 1782974189118,
    deletedAt: null,
    createdAt: 1782974189118,
    noteId: "7f8004a4-e5db-466a-ae31-7a26346701ed",
  },
};

export const feedbackTemplateAnswer = {
  data: {
    id: "f9d41b08-372b-4c49-9974-7765174013cc",
    text: "Template 3",
    group: null,
    instructions: "",
    fields: [
      {
        description: "Select one or more.",
        required: false,
        text: "Which languages are you comfortable with?",
        type: "multiple-select",
        id: "22f7c00b-de3a-41b8-942b-05c7453327a1",
        options: [{ text: "javascript" }, { text: "node" }],
      },
      {
        description: "",
        required: true,
        text: "Rating",
        type: "score-system",
        id: "d594d202-574a-471c-ae3b-d4aabd9bc275",
        prompt: "Select one",
        options: [
          { text: "4 - Strong Hire" },
          { text: "3 - Hire" },
          { text: "2 - No Hire" },
          { text: "1 - Strong No Hire" },
        ],
      },
    ],
    createdAt: 1782974224698,
    stage: null,
    updatedAt: 1782974224698,
  },
};

export const feedbackAnswer = {
  data: {
    id: "e0863d1c-3256-46e2-a8eb-6069fb61268b",
    type: "interview",
    text: "Seed Feedback Template 1",
    instructions: "",
    fields: [
      {
        description: "",
        required: false,
        text: "Overall rating",
        type: "score-system",
        id: "06085f68-9b42-44fc-aea4-d5f9b70c0561",
        prompt: "Select one",
        options: [
          { text: "4 - Strong Hire" },
          { text: "3 - Hire" },
          { text: "2 - No Hire" },
          { text: "1 - Strong No Hire" },
        ],
        value: null,
      },
    ],
    baseTemplateId: "1c0d54d3-1aeb-4989-b616-d0a6025444e8",
    interview: null,
    panel: null,
    user: "be129d9b-50da-4485-9377-0d83e981f30b",
    createdAt: 1782974327197,
    completedAt: 1782974327197,
    updatedAt: null,
    deletedAt: null,
  },
};

export const panelAnswer = {
  data: {
    id: "3bd7bf2d-6e8a-4e83-a76b-79a6c9b82be9",
    applications: [],
    canceledAt: null,
    createdAt: 1782975257727,
    end: 1783263600000,
    externallyManaged: true,
    externalUrl: null,
    feedbackReminder: "daily",
    interviews: [
      {
        id: "7fbc6032-1005-48ab-9b00-0a9967d36f1a",
        date: 1783260000000,
        duration: 60,
        feedbackReminder: "daily",
        feedbackTemplate: "no-feedback",
        interviewers: [
          {
            id: "c4bc6266-375b-4d45-9b3b-ad527ba5f3ef",
            email: "user@example.com",
            name: "A User",
            responseStatus: "needsAction",
            feedbackTemplate: "no-feedback",
          },
        ],
        location: null,
        note: "Panel created",
        subject: "Technical Interview",
      },
    ],
    note: null,
    stage: "lead-reached-out",
    start: 1783260000000,
    timezone: "America/Los_Angeles",
    user: "be129d9b-50da-4485-9377-0d83e981f30b",
  },
};

export const interviewAnswer = {
  data: {
    id: "1911e0ba-889c-4fe4-8c88-10436f1ba713",
    panel: "03649b33-dadf-4431-8970-0a5984fcf0dd",
    subject: "Updated Interview",
    note: "Updated note",
    interviewers: [
      {
        id: "c4bc6266-375b-4d45-9b3b-ad527ba5f3ef",
        name: "A User",
        email: "user@example.com",
        feedbackTemplate: "no-feedback",
      },
    ],
    timezone: "America/Los_Angeles",
    createdAt: 1782974471283,
    date: 1783496400000,
    duration: 45,
    location: null,
    feedbackTemplate: null,
    feedbackForms: [],
    feedbackReminder: "daily",
    user: "c4bc6266-375b-4d45-9b3b-ad527ba5f3ef",
    stage: "lead-reached-out",
    canceledAt: null,
    postings: [],
    gcalEventUrl: null,
    opportunityId: "6408dc54-7015-4e5b-8d60-23afff2b1efc",
  },
};

export const webhookAnswer = {
  data: {
    id: "507dab91-747d-46c8-aec4-bb5a90ac2a93",
    event: "candidateHired",
    url: "https://example.com/webhooks/1",
    configuration: {
      conditions: { origins: ["applied", "sourced", "referred", "university", "internal", "agency"] },
      signatureToken: "81358960e95ed76bf1def200692c2f956818caf168682e26",
    },
    createdAt: 1782974002353,
    updatedAt: 1782974002353,
  },
};

export const deliveryAnswer = {
  triggeredAt: 1431454330072,
  event: "candidateStageChange",
  data: {
    opportunityId: "3410c8b9-5c31-4bab-b7e9-9f710206d647",
    candidateId: "daeaa038-cddb-4d69-9b8c-74b6c23be3f3",
    contactId: "05c248f9-ccb1-435f-bab5-0ec608aec263",
    toStageId: "7c2690d8-6308-4ed9-ae2a-cbfe7db26593",
    fromStageId: "992f01a9-ee19-41d2-ae79-1040701b195c",
  },
  signature: "28e3fbb90ce869c3695c4a9559ff43eae998389a48b42c509d1adbeea0897c16",
  token: "be58f711f349c7780e4579cd7c63341ac6f881e4dccc3154",
};
