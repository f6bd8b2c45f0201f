/** What webhooks want to know of this room, and up to where it has told them. Rooms in organizations without webhooks have nothing here. */
export const hooks = [
  // `RoomHook`s as JSON; null while nobody wants to know anything.
  "ALTER TABLE room ADD COLUMN hooks TEXT",
  // 0 until the room has asked or was told.
  "ALTER TABLE room ADD COLUMN hooks_revision INTEGER NOT NULL DEFAULT 0",
  "ALTER TABLE room ADD COLUMN hooks_told INTEGER NOT NULL DEFAULT 0",
];
