-- Refused in line 2: not a SELECT
SET 'parallelism.default' = '1000'
