/** The PostgreSQL on which databases may be made for drills, and the migrated one to clone. */
export interface PostgresForDrills {
  url: string;
  template: string;
}
