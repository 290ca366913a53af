-- Brings the index of a trend's minutes a bounded step nearer to what it must be. Data of a version that kept every minute in it needs
-- many steps, between which others have their turn; what is written meanwhile goes into the index as ever.
--
-- KEYS  1 minutes (zset)  2 newest (zset)
-- ARGV  1 most: how many minutes a board shows   2 how many more this step looks at
-- Returns 1 if the index is right now, else 0

-- include part_minutes
local most = tonumber(ARGV[1])
if redis.call('ZCARD', KEYS[2]) > redis.call('ZCARD', KEYS[1]) then
  redis.call('DEL', KEYS[2]) -- nothing of ours leaves it so
end
-- At most the first of these numbers are in newest already, so the step gets on by the second, or to the end.
local some = redis.call('ZRANGE', KEYS[1], 0, most + tonumber(ARGV[2]) - 1)
for i = 1, #some do
  redis.call('ZADD', KEYS[2], some[i], some[i])
end
drop_older(KEYS[1], KEYS[2], most)
return redis.call('ZCARD', KEYS[1]) == redis.call('ZCARD', KEYS[2]) and 1 or 0
