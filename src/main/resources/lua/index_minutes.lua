-- Repairs the index of a trend's minutes by one bounded step. Data of a version that indexed every minute needs many
-- steps, between which other scripts have their turn; minutes written meanwhile are indexed as usual.
--
-- KEYS  1 minutes (zset)  2 newest (zset)
-- ARGV  1 most: how many minutes a board shows   2 how many more this step looks at
-- Returns 1 if the index is complete now, else 0

-- include part_minutes
local most = tonumber(ARGV[1])
if redis.call('ZCARD', KEYS[2]) > redis.call('ZCARD', KEYS[1]) then
  redis.call('DEL', KEYS[2]) -- no script of ours leaves it like this
end
-- At most `most` of them are in newest already, so each step makes progress by ARGV[2], or reaches the end.
local some = redis.call('ZRANGE', KEYS[1], 0, most + tonumber(ARGV[2]) - 1)
for i = 1, #some do
  redis.call('ZADD', KEYS[2], some[i], some[i])
end
drop_older(KEYS[1], KEYS[2], most)
return redis.call('ZCARD', KEYS[1]) == redis.call('ZCARD', KEYS[2]) and 1 or 0
