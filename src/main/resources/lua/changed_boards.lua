-- Says which of many streams have changed: one command for all that a node's screens watch, so that those that rest cost next
-- to nothing.
--
-- KEYS  totals (hash) of each stream
-- ARGV  the version of each, as it was read last; -1 if it was not
-- Returns the places, from 0, of those whose version is another now

local changed = {}
for i = 1, #KEYS do
  -- pcall: where one cannot be read, its own reading says so, and the others go on.
  if (redis.pcall('HGET', KEYS[i], 'version') or '0') ~= ARGV[i] then
    changed[#changed + 1] = i - 1
  end
end
return changed
