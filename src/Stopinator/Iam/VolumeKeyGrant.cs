using System.Collections.Immutable;

namespace Stopinator.Iam;

/// <summary>
/// The statement that lets EC2 use the key of the volumes when an instance starts. It allows nobody else and nothing else.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html"/>
internal static class VolumeKeyGrant
{
    public static ImmutableArray<IamStatement> Of(ImmutableArray<string> keys, ImmutableArray<string> actions)
    {
        if (keys.IsDefaultOrEmpty)
        {
            return [];
        }

        if (!actions.Contains("ec2:StartInstances", StringComparer.Ordinal))
        {
            throw new ArgumentException(
                "IamPolicyOptions.KmsKeyArns names keys, which only a start needs, and no action starts. Leave the keys out.",
                nameof(keys));
        }

        ImmutableArray<string> checkedKeys =
            [.. keys.Select(key => IamNames.KmsKey(key, nameof(IamPolicyOptions.KmsKeyArns))).Distinct(StringComparer.Ordinal)];

        // AWS does not document which of the two names EC2 has in China.
        ImmutableArray<string> ec2 = checkedKeys.Any(key => key.StartsWith("arn:aws-cn:", StringComparison.Ordinal))
            ? ["ec2.*.amazonaws.com", "ec2.*.amazonaws.com.cn"]
            : ["ec2.*.amazonaws.com"];
        return
        [
            new("LendVolumeKeys", "kms:CreateGrant")
            {
                Resources = checkedKeys,
                Conditions =
                [
                    new("Bool", "kms:GrantIsForAWSResource", "true"),
                    new("StringLike", "kms:ViaService", ec2),
                    new("ForAllValues:StringEquals", "kms:GrantOperations", "Decrypt"),
                    new("ForAllValues:StringEquals", "kms:EncryptionContextKeys", "aws:ebs:id"),

                    // ForAllValues holds when there is nothing to compare.
                    new("Null", "kms:GrantOperations", "false"),
                    new("Null", "kms:EncryptionContextKeys", "false"),
                ],
            },
        ];
    }
}
