/**
 * What Lever says no with: a status and `{code, message}`. The forms that were recorded are copied to the letter, the
 * rest is inferred (README). Thrown by reads and acts, printed by the API, shown as a sentence on the board.
 */
export class RefusalError extends Error {
  override readonly name = "RefusalError";
  readonly status: 400 | 401 | 403 | 404 | 422 | 429;
  readonly code: string;

  constructor(status: RefusalError["status"], code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const badRequest = (message: string) => new RefusalError(400, "BadRequestError", message);
export const unauthorized = () => new RefusalError(401, "UnauthorizedError", "The request requires authentication.");
export const forbidden = (message: string) => new RefusalError(403, "ForbiddenError", message);
export const notFound = (plural: string, id: string) =>
  new RefusalError(404, "ResourceNotFound", `${plural} ${id} was not found`);
export const unprocessable = (message: string) => new RefusalError(422, "UnprocessableEntityError", message);
export const tooManyRequests = () =>
  new RefusalError(429, "TooManyRequestsError", "Too many requests. Please retry later.");
