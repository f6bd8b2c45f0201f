export type Activity = "active" | "idle";
export type Presence = Activity | "offline";
