-- Reads entries of a ledger until they make so many bytes: an entry is one message or a thousand, and one reply must not
-- keep Redis from others for long.
--
-- KEYS  1 ledger (stream)
-- ARGV  1 XRANGE or XREVRANGE  2 from, as these take it  3 to  4 bytes  5 how many entries at most
-- Returns {more, entries}
--       more: 1 if bytes or entries were enough, 0 if there are no others   entries: as XRANGE has them

local call = redis.call
local most = tonumber(ARGV[5])
local enough = tonumber(ARGV[4])
local from = ARGV[2]
local bytes = 0
local entries = {}
while #entries < most and bytes < enough do
  local entry = call(ARGV[1], KEYS[1], from, ARGV[3], 'COUNT', 1)[1]
  if not entry then
    return {0, entries}
  end
  entries[#entries + 1] = entry
  bytes = bytes + #(entry[2][2] or '')
  from = '(' .. entry[1]
end
return {1, entries}
