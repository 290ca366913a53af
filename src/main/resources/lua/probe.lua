-- Passes every check that Redis makes before a write (role, memory, replicas, disk, rights, slot), and changes nothing: XX
-- adds no member, and nobody ever adds this one. So it costs no fsync; WriteProbe asks for that, less often. ZMSCORE and SMISMEMBER
-- are the commands that orders need since format 3: a user who has the rights of before is named at once, not by the first batch.
--
-- KEYS  1 probe (zset): a key of its own
-- Returns OK

local probe_key = KEYS[1]

redis.call('ZADD', probe_key, 'XX', 0, 'probe')
redis.call('ZMSCORE', probe_key, 'probe')
local members = redis.pcall('SMISMEMBER', probe_key, 'probe')
-- The key is no set, which Redis says once it exists: rights are checked before that.
if members.err and not string.find(members.err, 'WRONGTYPE', 1, true) then
  return members
end
return 'OK'
