-- Revokes a token, and with it all tokens made with it. The list tells until when; for a token that is not listed, the
-- caller does.
--
-- KEYS[1] revoked  sorted set  id by the epoch second until which it is kept; those in the past are removed
-- KEYS[2] tokens   hash        id to claims
-- KEYS[3] makers   hash        id to the number of tokens charged to it; raised for a token that is not listed
-- ARGV[1] integer  now, epoch seconds
-- ARGV[2] string   the token's id
-- ARGV[3] string   until when it is kept if it is not listed: epoch seconds or +inf
-- ARGV[4] string   "any": any token; "own": only the revoker's own, and those made with it
-- ARGV[5] integer  how many may be revoked in all; -1 for no limit
-- ARGV[6] integer  how many unlisted ones may be charged to a revoker; ARGV[7] the same if it was itself made
-- ARGV[8] ...      the ids of the revoker's makers, the first one first, and its own; none for the command line
--
-- Returns "revoked" or, with nothing written, "unknown", "full" (too many in all) or "many" (of this revoker).

local revoked, tokens, makers = KEYS[1], KEYS[2], KEYS[3]
local id, revoker = ARGV[2], #ARGV > 7 and ARGV[#ARGV]
local in_all, of_first, of_made = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])

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
  for i = 8, #ARGV do
    if tonumber(redis.call('HGET', makers, ARGV[i]) or 0) >= (i == 8 and of_first or of_made) then
      return 'many'
    end
  end
  for i = 8, #ARGV do
    redis.call('HINCRBY', makers, ARGV[i], 1)
  end
end
-- The later of two ends counts: an earlier one must not make the token valid again.
redis.call('ZADD', revoked, 'GT', ARGV[3], id)
return 'revoked'
