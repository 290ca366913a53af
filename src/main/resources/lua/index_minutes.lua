-- Repairs the index of a trend's minutes by one bounded step. Data of a version that indexed every minute needs many
-- steps, between which other scripts have their turn; minutes written meanwhile are indexed as usual.
--
-- KEYS  1 minutes (zset)  2 newest (zset)
-- ARGV  1 number of minutes that a board shows  2 how many more this step looks at
-- Returns 1 if the index is complete now, else 0

-- include part_minutes
local call = redis.call
local minutes_key, newest_key = KEYS[1], KEYS[2]
local max_minutes, step = tonumber(ARGV[1]), tonumber(ARGV[2])

if call('ZCARD', newest_key) > call('ZCARD', minutes_key) then
  call('DEL', newest_key) -- no script of ours leaves it like this
end
-- At most max_minutes of them are in newest already, so each script makes progress by a step, or reaches the end.
local some = call('ZRANGE', minutes_key, 0, max_minutes + step - 1)
for i = 1, #some do
  call('ZADD', newest_key, some[i], some[i])
end
drop_older(minutes_key, newest_key, max_minutes)
return call('ZCARD', minutes_key) == call('ZCARD', newest_key) and 1 or 0
