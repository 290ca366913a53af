-- Adds deliveries to the list of a connector, and counts them. A connector that is gone gets no keys again.
--
-- KEYS  1 settings (hash)  2 deliveries (stream)  3 counts (hash)
-- ARGV  1 how many deliveries to keep           2 when the newest genuine one came, epoch ms; '' if none did
--       3 when one last brought something new; '' if none did   4 how far its clock is ahead, ms; '' if that is not known
--       5 how many had a bad signature after the last genuine one   6 when the first of those came, epoch ms; '' if none did
--       7 number of counts, then field, amount, …; then the JSON of each delivery, oldest first

local call = redis.call
local settings_key, deliveries_key, counts_key = unpack(KEYS, 1, 3)
local kept, at, recorded_at, skew, refused, refused_at = unpack(ARGV, 1, 6)
local counts = tonumber(ARGV[7])

if call('EXISTS', settings_key) == 0 then
  return 0
end
for i = 8, 7 + 2 * counts, 2 do
  call('HINCRBY', counts_key, ARGV[i], ARGV[i + 1])
end
if at ~= '' then
  call('HSET', counts_key, 'lastAt', at)
  call('HDEL', counts_key, 'refusedInRow', 'refusedSince')
end
if recorded_at ~= '' then
  call('HSET', counts_key, 'lastRecordedAt', recorded_at)
end
if skew ~= '' then
  call('HSET', counts_key, 'skewMs', skew)
end
if refused ~= '0' then
  call('HINCRBY', counts_key, 'refusedInRow', refused)
  call('HSETNX', counts_key, 'refusedSince', refused_at)
end
for i = 8 + 2 * counts, #ARGV do
  call('XADD', deliveries_key, 'MAXLEN', '~', kept, '*', 'delivery', ARGV[i])
end
return 1
