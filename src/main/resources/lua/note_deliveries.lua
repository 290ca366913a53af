-- Adds deliveries to the list of a connector, and counts them. A connector that is gone gets no keys again.
--
-- KEYS  1 settings (hash)  2 deliveries (stream)  3 counts (hash)
-- ARGV  1 how many deliveries to keep           2 when the newest one came, epoch ms
--       3 when one last brought something new; '' if none did   4 how far its clock is ahead, ms; '' if that is not known
--       5 whether the newest ones were refused for their signature, one after another: their number; 0 if the newest was not
--       6 number of counts, then field, amount, …; then the JSON of each delivery, oldest first

local call = redis.call
local settings_key, deliveries_key, counts_key = unpack(KEYS, 1, 3)
local kept, at, recorded_at, skew, refused = unpack(ARGV, 1, 5)
local counts = tonumber(ARGV[6])

if call('EXISTS', settings_key) == 0 then
  return 0
end
for i = 7, 6 + 2 * counts, 2 do
  call('HINCRBY', counts_key, ARGV[i], ARGV[i + 1])
end
call('HSET', counts_key, 'lastAt', at)
if recorded_at ~= '' then
  call('HSET', counts_key, 'lastRecordedAt', recorded_at)
end
if skew ~= '' then
  call('HSET', counts_key, 'skewMs', skew)
end
if refused == '0' then
  call('HDEL', counts_key, 'refusedInRow', 'refusedSince')
else
  call('HINCRBY', counts_key, 'refusedInRow', refused)
  call('HSETNX', counts_key, 'refusedSince', at)
end
for i = 7 + 2 * counts, #ARGV do
  call('XADD', deliveries_key, 'MAXLEN', '~', kept, '*', 'delivery', ARGV[i])
end
return 1
