SELECT *
FROM (
  SELECT
    queue_name,
    count(*) OVER () AS categories,
    min(value) AS smallest,
    min(CASE WHEN up_to * 4 >= total * 1 THEN value END) AS first_quartile,
    min(CASE WHEN up_to * 4 >= total * 2 THEN value END) AS median,
    min(CASE WHEN up_to * 4 >= total * 3 THEN value END) AS third_quartile,
    max(value) AS largest,
    max(total) AS value_count
  FROM (
    SELECT
      queue_name,
      value,
      sum(value_count) OVER (PARTITION BY queue_name ORDER BY value) AS up_to,
      sum(value_count) OVER (PARTITION BY queue_name) AS total,
      sum(size) OVER (PARTITION BY queue_name) AS category_size
    FROM (
      SELECT
        CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END AS queue_name,
        handle_time_s AS value,
        count(handle_time_s) AS value_count,
        count_if(is_handled) AS size
      FROM clocked_contact
      WHERE contact_date BETWEEN DATE '2025-07-01' AND DATE '2025-07-07'
        AND (queue_name IN ('Sales', 'O''Brien & Co') OR queue_name IS NULL) AND NOT coalesce(queue_kind = 'AGENT', false)
        AND NOT is_test
      GROUP BY CASE WHEN queue_kind = 'AGENT' THEN 'Agent queues' ELSE queue_name END, handle_time_s
    ) AS counts
  ) AS running
  GROUP BY queue_name
  HAVING max(total) > 0
  ORDER BY max(category_size) DESC, queue_name
  LIMIT 6
) AS top
ORDER BY median DESC, queue_name
