-- Included by other scripts, whose calls have what ProductChange adds to them: a change of the catalogue, and the messages
-- that tell the ledger of it.

-- include part_ledger

local PARTS = 5 -- of a message: id, state, JSON array, changed facts, first stocks

-- The change in a call, at these places:
-- KEYS  catalogue (hash)  ids (hash)  ledger (stream)  basis (stream)  stock (zset)
--       staged (hash): the catalogue that replaces it, if one does     told (list): the messages then, in parts
-- ARGV  the newest seq that the ledger must have; '' if none is known
--       number of products that change     number of messages     number of staged products; -1 if none are staged
--       unless they are staged: sku and JSON of each product; empty JSON removes it
--       unless they are staged: the parts of each message; JSON arrays of 'units, sku, …'; '' for no facts and no stocks
local function product_change(key, arg)
  local products, messages, staged = tonumber(ARGV[arg + 1]), tonumber(ARGV[arg + 2]), tonumber(ARGV[arg + 3])
  local first_product = arg + 4
  local first_message = first_product + (staged >= 0 and 0 or 2 * products)
  return {
    catalogue = KEYS[key], ids = KEYS[key + 1], ledger = KEYS[key + 2], basis = KEYS[key + 3], stock = KEYS[key + 4],
    staged_key = KEYS[key + 5], told_key = KEYS[key + 6],
    required = ARGV[arg], products = products, messages = messages, staged = staged,
    first_product = first_product, first_message = first_message,
    next_arg = first_message + (staged >= 0 and 0 or PARTS * messages),
  }
end

-- What the script answers if it cannot make the change: {'behind', exists, last} if the ledger went back, 'late' if what was
-- staged has expired; nil if it can. exists: whether there is such a stream.
local function refusal(totals_key, change, exists)
  local last = redis.call('HGET', totals_key, 'last') or nil
  if went_back(change.required, last, exists) then
    return {'behind', exists and 1 or 0, last or ''}
  end
  if change.staged >= 0
    and (redis.call('HLEN', change.staged_key) ~= change.staged
      or redis.call('LLEN', change.told_key) ~= PARTS * change.messages) then
    return 'late'
  end
end

local function put_products(change)
  if change.staged >= 0 then
    redis.call('UNLINK', change.catalogue)
    if change.staged > 0 then
      redis.call('RENAME', change.staged_key, change.catalogue)
      redis.call('PERSIST', change.catalogue)
    end
    return
  end
  for i = change.first_product, change.first_message - 1, 2 do
    if ARGV[i + 1] == '' then
      redis.call('HDEL', change.catalogue, ARGV[i])
    else
      redis.call('HSET', change.catalogue, ARGV[i], ARGV[i + 1])
    end
  end
end

local function tell(totals_key, change, id, state, json, facts, stocks)
  local seq = append_to_ledger(totals_key, change.ids, change.ledger, id, json, state)
  if facts ~= '' then
    redis.call('XADD', change.basis, seq, 'facts', facts)
    redis.call('HSET', totals_key, 'basis', seq)
  end
  if stocks ~= '' then
    redis.call('ZADD', change.stock, 'NX', unpack(cjson.decode(stocks))) -- only the first stock that is named counts
  end
end

-- Puts the products in place, and the messages into the ledger.
local function apply_products(totals_key, change)
  put_products(change)
  for m = 0, change.messages - 1 do
    if change.staged >= 0 then
      tell(totals_key, change, unpack(redis.call('LRANGE', change.told_key, PARTS * m, PARTS * m + PARTS - 1)))
    else
      local part = change.first_message + PARTS * m
      tell(totals_key, change, unpack(ARGV, part, part + PARTS - 1))
    end
  end
  if change.staged >= 0 then
    redis.call('UNLINK', change.told_key)
  end
end
