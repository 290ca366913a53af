-- Revokes a token, and with it all tokens made with it: in one script, so that two nodes cannot together revoke more than
-- is allowed. The list tells until when; for a token that is not listed, the caller does.
--
-- KEYS  1 revoked (zset): id by the epoch second until which it is kept; those in the past are removed
--       2 tokens (hash): id to claims
--       3 makers (hash): id to the number of tokens charged to it; raised for a token that is not listed
-- ARGV  1 now, epoch seconds
--       2 the token's id
--       3 until when it is kept if it is not listed: epoch seconds or +inf
--       4 'any': any token; 'own': only the revoker's own, and those made with it
--       5 maximum of revoked ones in all; -1 for no limit
--       6 maximum of unlisted ones charged to a revoker
--       7 the same if it was itself made
--       ids of the revoker's makers, the first one first, and its own; none for the command line
-- Returns 'revoked' or, with nothing written, 'unknown', 'full' (too many in all) or 'many' (of this revoker)

local call = redis.call
local revoked_key, tokens_key, makers_key = KEYS[1], KEYS[2], KEYS[3]
local now, id, kept_until, whose = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local max_in_all, max_of_first, max_of_made = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local first_maker = 8
local revoker = #ARGV >= first_maker and ARGV[#ARGV]

call('ZREMRANGEBYSCORE', revoked_key, '-inf', '(' .. now)

local listed = call('HGET', tokens_key, id)
local claims = listed and cjson.decode(listed) or {}

if whose == 'own' and id ~= revoker then
  local own = false
  for _, maker in ipairs(claims.by or {}) do
    own = own or maker == revoker
  end
  if not own then
    return 'unknown'
  end
end

if listed then
  call('ZADD', revoked_key, string.format('%.0f', claims.exp), id)
  return 'revoked'
end
if not call('ZSCORE', revoked_key, id) and id ~= revoker then
  if max_in_all >= 0 and call('ZCARD', revoked_key) >= max_in_all then
    return 'full'
  end
  for i = first_maker, #ARGV do
    if tonumber(call('HGET', makers_key, ARGV[i]) or 0) >= (i == first_maker and max_of_first or max_of_made) then
      return 'many'
    end
  end
  for i = first_maker, #ARGV do
    call('HINCRBY', makers_key, ARGV[i], 1)
  end
end
-- The later of two ends counts: an earlier one must not make the token valid again.
call('ZADD', revoked_key, 'GT', kept_until, id)
return 'revoked'
