-- Finds parked messages whose turn has come, or all if their stream takes nothing any more.
--
-- KEYS  1 parked (hash)  2 parkedorders (hash)  3 ids (hash)  4 settings (hash)  5 totals (hash)
-- ARGV  1 how many to return at most
-- Returns the stream's version, then id, value, … of each

-- include part_parked
local call = redis.call
local parked_key, orders_key, ids_key, settings_key, totals_key = unpack(KEYS, 1, 5)
local limit = tonumber(ARGV[1])

local status = call('HGET', settings_key, 'status')
local over = not status or status == 'closed'
local found = {call('HGET', totals_key, 'version') or '0'}
local all = call('HGETALL', orders_key)
for i = 1, #all, 2 do
  local kind, order = string.match(all[i + 1], '^(%l+) (.*)$')
  if over or is_due(kind, call('HGET', ids_key, order)) then
    found[#found + 1] = all[i]
    found[#found + 1] = call('HGET', parked_key, all[i])
    if #found > 2 * limit then
      break
    end
  end
end
return found
