-- Reads entries of a ledger up to a number of bytes: an entry has one message or a thousand, and one reply must not keep
-- Redis busy for long.
--
-- KEYS  1 ledger (stream)
-- ARGV  1 XRANGE or XREVRANGE  2 from, as these take it  3 to  4 number of bytes of JSON after which it stops  5 maximum of entries
-- Returns {more, entries}
--       more: 1 if a limit was reached, 0 if there are no more entries   entries: as XRANGE has them

-- include part_entry
local call = redis.call
local ledger_key = KEYS[1]
local command, from, to, enough, max_entries = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])

local bytes = 0
local entries = {}
local count = 1
while #entries < max_entries and bytes < enough do
  local some = call(command, ledger_key, from, to, 'COUNT', count)
  for i = 1, #some do
    entries[#entries + 1] = some[i]
    bytes = bytes + entry_bytes(some[i][2])
  end
  if #some < count then
    return {0, entries}
  end
  from = '(' .. some[count][1]
  -- Each call must find its place first, so small entries are read a few at a time.
  count = bytes < 16384 * #entries and 4 or 1
end
return {1, entries}
