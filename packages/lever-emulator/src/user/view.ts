/** Users as Lever prints them. */
import type { User } from "../state/records.ts";

export const userView = (user: User) => ({
  id: user.id,
  name: user.name,
  username: user.username,
  email: user.email,
  accessRole: user.accessRole,
  photo: user.photo,
  createdAt: user.createdAt,
  deactivatedAt: user.deactivatedAt,
  externalDirectoryId: user.externalDirectoryId,
  linkedContactIds: user.linkedContactIds,
  jobTitle: user.jobTitle,
  managerId: user.managerId,
});
