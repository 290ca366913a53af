-- Changes groups of a stream's tree, records that in its ledger, and raises the stream's version: in one script, so that
-- the tree is always what the ledger says.
--
-- KEYS  1 settings (hash)  2 totals (hash)  3 ids (hash)  4 ledger (stream)  5 groups-tree (hash)
-- ARGV  1 the edition of the tree that the change was made for; '' if it had none
--       2 the newest seq that the ledger must have; '' if none is known
--       3 n, number of messages
--       n times: id, a JSON array of the message, the value in ids after the seq
--       group and JSON of each group; an empty value removes it
-- Returns one of
--       {'changed', seq}              the newest seq
--       {'unknown'}                   nothing written: there is no such stream
--       {'raced'}                     nothing written: the tree was changed meanwhile
--       {'behind', exists, last}      nothing written: the newest seq is before the one that the node knows

-- include part_ledger
local call = redis.call
local settings_key, totals_key, ids_key, ledger_key, tree_key = unpack(KEYS, 1, 5)
local edition, required = ARGV[1], ARGV[2]
local first_message = 4
local first_group = first_message + 3 * tonumber(ARGV[3])
local max_args = 2000

local exists = call('EXISTS', settings_key) == 1
local last = call('HGET', totals_key, 'last')
if went_back(required, last, exists) then
  return {'behind', exists and 1 or 0, last or ''}
end
if not exists then
  return {'unknown'}
end
if (call('HGET', settings_key, 'groupsEdition') or '') ~= edition then
  return {'raced'}
end

local seq
for i = first_message, first_group - 1, 3 do
  seq = append_to_ledger(totals_key, ids_key, ledger_key, ARGV[i], ARGV[i + 1], ARGV[i + 2])
end

local put, removed = {}, {}
for i = first_group, #ARGV, 2 do
  if ARGV[i + 1] == '' then
    removed[#removed + 1] = ARGV[i]
  else
    put[#put + 1] = ARGV[i]
    put[#put + 1] = ARGV[i + 1]
  end
end
for i = 1, #put, max_args do
  call('HSET', tree_key, unpack(put, i, math.min(i + max_args - 1, #put)))
end
for i = 1, #removed, max_args do
  call('HDEL', tree_key, unpack(removed, i, math.min(i + max_args - 1, #removed)))
end
call('HSET', settings_key, 'groupsEdition', seq)
call('HINCRBY', totals_key, 'version', 1)
return {'changed', seq}
