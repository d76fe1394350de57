/** All endpoints, in the order in which paths are tried. */
import { contactEndpoints } from "../contact/endpoints.ts";
import { feedbackEndpoints } from "../feedback/endpoints.ts";
import { feedbackTemplateEndpoints } from "../feedback/template-endpoints.ts";
import { fileEndpoints } from "../file/endpoints.ts";
import { noteEndpoints } from "../note/endpoints.ts";
import { opportunityEndpoints } from "../opportunity/endpoints.ts";
import { tagEndpoints } from "../opportunity/tag-endpoints.ts";
import { panelEndpoints } from "../panel/endpoints.ts";
import { interviewEndpoints } from "../panel/interview-endpoints.ts";
import { postingEndpoints } from "../posting/endpoints.ts";
import { stageEndpoints } from "../stage/endpoints.ts";
import { userEndpoints } from "../user/endpoints.ts";
import type { Sender } from "../webhook/deliver.ts";
import { webhookEndpoints } from "../webhook/endpoints.ts";
import type { Endpoint } from "./call.ts";

export const endpoints = (sender: Sender): Endpoint[] => [
  ...opportunityEndpoints,
  ...tagEndpoints,
  ...contactEndpoints,
  ...stageEndpoints,
  ...userEndpoints,
  ...postingEndpoints,
  ...noteEndpoints,
  ...feedbackTemplateEndpoints,
  ...feedbackEndpoints,
  ...panelEndpoints,
  ...interviewEndpoints,
  ...fileEndpoints,
  ...webhookEndpoints(sender),
];
