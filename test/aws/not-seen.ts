/** What a service asks in the name of every role, unseen here. */
export const ofLambda = {
  'logs:CreateLogStream': 'Lambda writes what the handler says',
  'logs:PutLogEvents': 'the same',
}
const failing = {
  's3:AbortMultipartUpload': 'an upload in parts that fails is given up; these files are small',
}
const deviating = {
  'glue:UpdateTable': 'a table that a release or a person changed is brought back',
  'glue:BatchDeletePartition': 'a day of which nothing is left',
}
const inAthena = 'Athena asks it in the name of who asks Athena'

/** What a role allows and no request of this test needs, and why it is there. */
export const notSeen: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  plan: {
    ...failing,
    's3:DeleteObject': 'what runs left that were given up a week ago',
  },
  transform: {
    ...failing,
    's3:ListBucket': 'without it S3 says of what is not there that it is forbidden',
    's3:DeleteObject': 'what was written when the batch failed',
  },
  publish: {
    ...failing,
    ...deviating,
    'glue:GetPartitions': 'what a table has that is there already',
    'glue:BatchUpdatePartition': 'see arrived, which does so',
  },
  derive: {
    ...failing,
    ...deviating,
    's3:DeleteObject': 'what was written when somebody else was first',
    'glue:CreateTable': 'a table that a person removed',
    'glue:BatchUpdatePartition': 'a day that is derived anew',
  },
  views: {
    ...failing,
    'glue:DeleteTable': 'a view that another replaces',
    'glue:UpdateTable': 'a view that is newer',
    'glue:GetDatabase': inAthena,
    'glue:GetTable': inAthena,
    'glue:GetPartitions': inAthena,
    'athena:StopQueryExecution': 'a query that takes too long',
    's3:GetBucketLocation': inAthena,
    's3:ListBucket': inAthena,
    's3:GetObject': inAthena,
    's3:PutObject': inAthena,
    'kms:Decrypt': inAthena,
    'kms:GenerateDataKey': inAthena,
  },
  refresh: {
    ...failing,
    ...deviating,
    's3:DeleteObject': 'what was written when somebody else was first',
    'glue:CreateTable': 'a table that a person removed',
    'glue:BatchUpdatePartition': 'a day of which something was told before',
  },
  arrived: {
    ...failing,
    ...deviating,
    's3:DeleteObject': 'what was written when somebody else was first',
    'glue:CreateTable': 'a table that is not there yet: it may be the first',
  },
  'arrived, merging': {
    ...failing,
    ...deviating,
    'glue:GetDatabase': inAthena,
    'glue:GetTable': inAthena,
    'athena:StopQueryExecution': 'a merge that nobody waits for any more',
    's3:GetBucketLocation': inAthena,
    's3:ListBucketMultipartUploads': inAthena,
    's3:ListMultipartUploadParts': inAthena,
    's3:ListBucket': inAthena,
    's3:GetObject': inAthena,
    's3:PutObject': inAthena,
  },
  collect: {
    's3:AbortMultipartUpload': 'an upload in parts that a run left when it died',
    'glue:CreateTable': 'a table that a person removed',
    'glue:BatchCreatePartition': 'a day of which Glue does not know yet',
    'glue:BatchUpdatePartition': 'a day of which it knows an older version',
    ...deviating,
  },
  import: {
    ...failing,
    'lakeformation:GetDataAccess': inAthena,
    'glue:GetDatabase': inAthena,
    'glue:GetTable': inAthena,
    'glue:GetTables': inAthena,
    'glue:GetPartitions': inAthena,
    'athena:StopQueryExecution': 'a query that takes too long',
    's3:GetBucketLocation': inAthena,
    's3:ListBucket': 'without it S3 says of what is not there that it is forbidden',
  },
  live: {
    'kinesis:DescribeStream': 'Lambda reads the streams',
    'kinesis:DescribeStreamSummary': 'the same',
    'kinesis:GetRecords': 'the same',
    'kinesis:GetShardIterator': 'the same',
    'kinesis:ListShards': 'the same',
    'sqs:SendMessage': 'Lambda sets aside what is damaged',
    's3:ListBucket': 'without it S3 says of a state that is not there yet that it is forbidden',
  },
}
