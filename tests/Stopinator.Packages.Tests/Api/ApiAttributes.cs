using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace Stopinator.Packages.Tests.Api;

/// <summary>The attributes that matter to whoever uses a member: what the compiler, the trimmer, an editor or JSON makes of it.</summary>
internal static class ApiAttributes
{
    private static readonly HashSet<Type> Mattering =
    [
        typeof(ObsoleteAttribute), typeof(ExperimentalAttribute), typeof(FlagsAttribute), typeof(EditorBrowsableAttribute),
        typeof(RequiresUnreferencedCodeAttribute), typeof(RequiresDynamicCodeAttribute), typeof(SetsRequiredMembersAttribute),
        typeof(AllowNullAttribute), typeof(DisallowNullAttribute), typeof(MaybeNullAttribute), typeof(MaybeNullWhenAttribute), typeof(NotNullAttribute),
        typeof(NotNullWhenAttribute), typeof(NotNullIfNotNullAttribute), typeof(MemberNotNullAttribute), typeof(MemberNotNullWhenAttribute), typeof(DoesNotReturnAttribute),
        typeof(CallerArgumentExpressionAttribute), typeof(CallerMemberNameAttribute), typeof(OverloadResolutionPriorityAttribute),
        typeof(JsonConverterAttribute), typeof(JsonIgnoreAttribute), typeof(JsonPropertyNameAttribute), typeof(JsonPropertyOrderAttribute), typeof(JsonStringEnumMemberNameAttribute),
    ];

    // What tells old compilers that they do not know required members is written as an obsolete constructor.
    public static IEnumerable<string> Of(MemberInfo member) => Of(member.IsDefined(typeof(CompilerFeatureRequiredAttribute))
        ? member.CustomAttributes.Where(attribute => attribute.AttributeType != typeof(ObsoleteAttribute))
        : member.CustomAttributes);

    /// <summary>The attributes of a member, to stand before it on its line.</summary>
    public static string Before(MemberInfo member) => Line(Of(member));

    /// <inheritdoc cref="Before(MemberInfo)"/>
    public static string Before(ParameterInfo parameter) => Line(Of(parameter.CustomAttributes));

    /// <summary>The attributes of what a method returns.</summary>
    public static string BeforeReturn(MethodInfo method) =>
        Line(Of(method.ReturnParameter.CustomAttributes).Select(attribute => attribute.Replace("[", "[return: ", StringComparison.Ordinal)));

    private static string Line(IEnumerable<string> attributes) => string.Concat(attributes.Select(attribute => $"{attribute} "));

    private static IEnumerable<string> Of(IEnumerable<CustomAttributeData> attributes) =>
        attributes.Where(attribute => Mattering.Contains(attribute.AttributeType.IsGenericType ? attribute.AttributeType.GetGenericTypeDefinition() : attribute.AttributeType) || attribute.AttributeType.IsSubclassOf(typeof(JsonConverterAttribute)))
            .Select(Text).Order(StringComparer.Ordinal);

    private static string Text(CustomAttributeData attribute)
    {
        var values = string.Join(", ",
        [
            .. attribute.ConstructorArguments.Select(ApiValue.Of),
            .. attribute.NamedArguments.OrderBy(named => named.MemberName, StringComparer.Ordinal).Select(named => $"{named.MemberName} = {ApiValue.Of(named.TypedValue)}"),
        ]);
        return $"[{ApiName.Of(attribute.AttributeType).Replace("Attribute", "", StringComparison.Ordinal)}{(values.Length > 0 ? $"({values})" : "")}]";
    }
}
