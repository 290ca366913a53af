-- Revokes a token, and with it all that was made with it. Until when, the list knows; of one that is not on the list, who revokes it.
--
-- KEYS[1] revoked  sorted set  id by the epoch second until which it is kept; those in the past are forgotten
-- KEYS[2] tokens   hash        id to claims
-- KEYS[3] makers   hash        id to how many it may be charged for; raised for a token that is not on the list
-- ARGV[1] integer  now, epoch seconds
-- ARGV[2] string   the token's id
-- ARGV[3] string   until when it is kept if it is not on the list: epoch seconds or +inf
-- ARGV[4] string   "any": also one that is not on the list; "own": only what was made with the revoker, and itself
-- ARGV[5] integer  how many may be revoked in all, and ARGV[6] of those not on the list by one revoker; -1 for no limit
-- ARGV[7] ...      the revoker's id and those of its makers; none for the command line
--
-- Returns "revoked" or, with nothing written, "unknown", "full" (too many in all) or "many" (of this revoker).

local revoked, tokens, makers = KEYS[1], KEYS[2], KEYS[3]
local id, revoker = ARGV[2], ARGV[7]
local in_all, of_one = tonumber(ARGV[5]), tonumber(ARGV[6])

redis.call('ZREMRANGEBYSCORE', revoked, '-inf', '(' .. ARGV[1])

local listed = redis.call('HGET', tokens, id)
local claims = listed and cjson.decode(listed) or {}

if ARGV[4] == 'own' and id ~= revoker then
  local own = false
  for _, maker in ipairs(claims.by or {}) do
    own = own or maker == revoker
  end
  if not own then
    return 'unknown'
  end
end

if listed then
  redis.call('ZADD', revoked, string.format('%.0f', claims.exp), id)
  return 'revoked'
end
if not redis.call('ZSCORE', revoked, id) and id ~= revoker then
  if in_all >= 0 and redis.call('ZCARD', revoked) >= in_all then
    return 'full'
  end
  for i = 7, #ARGV do
    if tonumber(redis.call('HGET', makers, ARGV[i]) or 0) >= of_one then
      return 'many'
    end
  end
  for i = 7, #ARGV do
    redis.call('HINCRBY', makers, ARGV[i], 1)
  end
end
-- The later of two ends counts: who says an earlier one shall not make the token good again.
redis.call('ZADD', revoked, 'GT', ARGV[3], id)
return 'revoked'
