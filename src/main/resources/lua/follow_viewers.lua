-- Adds the distinct viewers of a member stream to those of its campaign. Members only ever gain viewers, so it does not
-- matter how often that is done.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 audience (hash)  4 viewers (HyperLogLog)  5 a key that is not in use
-- ARGV  1 the edition that the reading was made for  2 the viewers of the member, as Redis holds a HyperLogLog
-- Returns the version, or, with nothing written, 'edition' if the members have changed

local call = redis.call
local settings_key, totals_key, audience_key, viewers_key, member_key = unpack(KEYS)
local edition, viewers = ARGV[1], ARGV[2]

if call('HGET', settings_key, 'edition') ~= edition then
  return 'edition'
end
call('SET', member_key, viewers)
call('PFMERGE', viewers_key, member_key)
call('DEL', member_key)
call('HSET', audience_key, 'uniqueViewers', call('PFCOUNT', viewers_key))
return call('HINCRBY', totals_key, 'version', 1)
