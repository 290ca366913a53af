-- Takes a parked message out.
--
-- KEYS  1 parked (hash)  2 parkedorders (hash)
-- ARGV  1 id of the message
-- Returns 1, or 0 if it was not there

redis.call('HDEL', KEYS[2], ARGV[1])
return redis.call('HDEL', KEYS[1], ARGV[1])
