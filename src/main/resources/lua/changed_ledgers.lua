-- Tells which of many ledgers have changed: one command for many, so that idle ones cost next to nothing.
--
-- KEYS  for each stream: totals (hash), seal (hash)
-- ARGV  the newest seq that is known of each; '' if none is, then that of its seal counts, if all figures were compared for it
-- Returns place, newest seq, … of those with another newest seq now; the first place is 0

-- pcall: an unreadable stream is reported by its own reading, and does not affect the others.
local function text(key, field)
  local value = redis.pcall('HGET', key, field)
  return type(value) == 'string' and value or ''
end

local function sealed(key)
  return text(key, 'whole') == '1' and text(key, 'seq') or ''
end

local changed = {}
for i = 1, #ARGV do
  local known = ARGV[i] ~= '' and ARGV[i] or sealed(KEYS[2 * i])
  local last = text(KEYS[2 * i - 1], 'last')
  if last ~= known then
    changed[#changed + 1] = i - 1
    changed[#changed + 1] = last
  end
end
return changed
