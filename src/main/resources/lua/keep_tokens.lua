-- Lists tokens until they expire, notes when they were used, and removes expired ones.
--
-- KEYS[1] tokens  hash        id to claims
-- KEYS[2] ends    sorted set  id by the epoch second at which it expires
-- KEYS[3] used    hash        id to when it was used last, epoch ms
-- KEYS[4] makers  hash        id to how many listed tokens were made with it, directly or indirectly
-- KEYS[5] revoked sorted set  id by the epoch second until which it is kept; for a token listed only now, until it expires
-- ARGV[1] integer  now, epoch seconds
-- ARGV[2] integer  how many listed tokens may be made with one, directly or indirectly; -1 for no limit
-- ARGV[3] integer  the same for a maker that was itself made, so that it cannot use up the whole share
-- ARGV[4] integer  when they were used, epoch ms; 0 for not yet
-- ARGV[5] ...      for each token: id, epoch second at which it expires, claims
--
-- Returns "kept" or, if a maker has too many, "many"; nothing of that token is written then.

local tokens, ends, used, makers, revoked = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local most_of_first, most_of_made = tonumber(ARGV[2]), tonumber(ARGV[3])
local MOST_FORGOTTEN = 1000

local function lineage(claims)
  return cjson.decode(claims).by or {}
end

for _, id in ipairs(redis.call('ZRANGE', ends, '-inf', ARGV[1], 'BYSCORE', 'LIMIT', 0, MOST_FORGOTTEN)) do
  local claims = redis.call('HGET', tokens, id)
  for _, maker in ipairs(claims and lineage(claims) or {}) do
    if redis.call('HINCRBY', makers, maker, -1) <= 0 then
      redis.call('HDEL', makers, maker)
    end
  end
  redis.call('HDEL', tokens, id)
  redis.call('HDEL', used, id)
  redis.call('HDEL', makers, id)
  redis.call('ZREM', ends, id)
end

for i = 5, #ARGV, 3 do
  local id, expires, claims = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  if redis.call('HEXISTS', tokens, id) == 0 then
    local by = lineage(claims)
    for nth, maker in ipairs(by) do
      local most = nth == 1 and most_of_first or most_of_made
      if most >= 0 and tonumber(redis.call('HGET', makers, maker) or 0) >= most then
        return 'many'
      end
    end
    redis.call('HSET', tokens, id, claims)
    redis.call('ZADD', ends, expires, id)
    -- A revocation before it was listed may have given too early an end.
    redis.call('ZADD', revoked, 'XX', 'GT', expires, id)
    for _, maker in ipairs(by) do
      redis.call('HINCRBY', makers, maker, 1)
    end
  end
  if ARGV[4] ~= '0' then
    redis.call('HSET', used, id, ARGV[4])
  end
end
return 'kept'
