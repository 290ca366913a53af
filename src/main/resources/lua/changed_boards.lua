-- Tells which of many streams have changed: one command for all streams that a node's screens watch, so that idle
-- streams cost next to nothing.
--
-- KEYS  totals (hash) of each stream
-- ARGV  the last version that was read of each; -1 if none was
-- Returns the positions, from 0, of those whose version is different now

local changed = {}
for i = 1, #KEYS do
  -- pcall: an unreadable stream is reported by its own reading, and does not affect the others.
  if (redis.pcall('HGET', KEYS[i], 'version') or '0') ~= ARGV[i] then
    changed[#changed + 1] = i - 1
  end
end
return changed
