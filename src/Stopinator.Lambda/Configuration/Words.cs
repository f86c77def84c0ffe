using System.Text.Json;

namespace Stopinator.Lambda.Configuration;

/// <summary>The words for the members of enumerations: those of the library's JSON.</summary>
internal static class Words
{
    /// <summary>The skip reasons that can be lifted by name.</summary>
    public static ReasonCode[] SkipReasons =>
        [ReasonCode.AutoScalingGroup, ReasonCode.Spot, ReasonCode.InstanceStoreRoot, ReasonCode.ManagedByService, ReasonCode.ProtectedByTag];

    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The member of a word; null when there is none.</summary>
    public static TEnum? Find<TEnum>(string word, IEnumerable<TEnum> members)
        where TEnum : struct, Enum
    {
        foreach (var member in members)
        {
            if (Of(member) == word)
            {
                return member;
            }
        }

        return null;
    }

    /// <summary>The words of some members, for a message.</summary>
    public static string List<TEnum>(IEnumerable<TEnum> members)
        where TEnum : struct, Enum =>
        string.Join(", ", members.Select(Of));
}
