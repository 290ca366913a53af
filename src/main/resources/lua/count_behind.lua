-- Counts the messages that some ledgers have after a place: one command for many, so that those that have none cost next
-- to nothing. Message i of an entry of k has the seq 'ms-(n-k+i)', and n begins at 0 in each millisecond, so the ids of
-- entries tell how many messages there are.
--
-- KEYS  for each stream: totals (hash), ledger (stream)
-- ARGV  1 enough: no ledger is opened once so many are counted   2 maximum of entries to read of one ledger
--       then for each stream: the place, as a seq
-- Returns the number of messages; if a limit was reached, there are more

local call = redis.call
local enough, max_entries = tonumber(ARGV[1]), ARGV[2]
local count = 0
for i = 1, #KEYS / 2 do
  local totals_key, ledger_key, place = KEYS[2 * i - 1], KEYS[2 * i], ARGV[i + 2]
  local last = call('HGET', totals_key, 'last')
  if last and last ~= place and count < enough then
    local ms, n = string.match(place, '^(%d+)-(%d+)$')
    for _, entry in ipairs(call('XRANGE', ledger_key, '(' .. place, '+', 'COUNT', max_entries)) do
      local entry_ms, entry_n = string.match(entry[1], '^(%d+)-(%d+)$')
      count = count + entry_n + 1 - (entry_ms == ms and n + 1 or 0)
      ms, n = entry_ms, entry_n
    end
  end
end
return count
