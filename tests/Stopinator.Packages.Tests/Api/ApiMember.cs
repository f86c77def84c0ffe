using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Stopinator.Packages.Tests.Api;

/// <summary>The lines of the members of a type: constants and fields, constructors, properties, events, methods, each kind by name.</summary>
internal static class ApiMember
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["op_BitwiseAnd"] = "&",
        ["op_BitwiseOr"] = "|",
        ["op_Equality"] = "==",
        ["op_Inequality"] = "!=",
        ["op_Implicit"] = "implicit",
        ["op_Explicit"] = "explicit",
    };

    /// <summary>The members of an enumeration in the order of their values.</summary>
    public static IEnumerable<string> OfEnum(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (field, value: Convert.ToInt64(field.GetRawConstantValue(), CultureInfo.InvariantCulture)))
        .OrderBy(member => member.value).ThenBy(member => member.field.Name, StringComparer.Ordinal)
        .Select(member => $"{ApiAttributes.Before(member.field)}{member.field.Name} = {member.value},");

    public static string OfDelegate(Type type)
    {
        var invoke = type.GetMethod("Invoke")!;
        return $"public delegate {ApiName.OfReturn(invoke)} {ApiName.Of(type)}({ApiParameters.Of(invoke)}){ApiHeader.Constraints(type.GetGenericArguments())};";
    }

    public static IEnumerable<string> OfType(Type type) =>
    [
        .. Lines(type.GetFields(Declared), ApiVisibility.Of, Field),
        .. Lines(type.GetConstructors(Declared), ApiVisibility.Of, constructor => $"{type.Name.Split('`')[0]}({ApiParameters.Of(constructor)});"),
        .. Lines(type.GetProperties(Declared).Where(property => property.Name != "EqualityContract"), Visibility, Property),
        .. Lines(type.GetEvents(Declared), @event => ApiVisibility.Of(@event.AddMethod), @event => $"{Modifiers(@event.AddMethod!)}event {ApiName.OfEvent(@event)} {@event.Name};"),
        .. Lines(type.GetMethods(Declared).Where(method => !method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal)), ApiVisibility.Of, Method),
    ];

    private static IEnumerable<string> Lines<TMember>(IEnumerable<TMember> members, Func<TMember, string?> visibility, Func<TMember, string> text)
        where TMember : MemberInfo =>
        members.Where(member => ApiVisibility.IsWritten(member) && visibility(member) is not null)
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ThenBy(text, StringComparer.Ordinal)
            .Select(member => $"{ApiAttributes.Before(member)}{(member.DeclaringType!.IsInterface ? "" : $"{visibility(member)} ")}{text(member)}");

    private static string Field(FieldInfo field) => field.IsLiteral
        ? $"const {ApiName.OfField(field)} {field.Name} = {ApiValue.Of(field.GetRawConstantValue(), field.FieldType)};"
        : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}{ApiName.OfField(field)} {field.Name};";

    private static string? Visibility(PropertyInfo property)
    {
        var get = ApiVisibility.Of(property.GetMethod);
        var set = ApiVisibility.Of(property.SetMethod);
        return get == "public" || set == "public" ? "public" : get ?? set;
    }

    private static string Property(PropertyInfo property)
    {
        var name = property.GetIndexParameters().Length > 0 ? $"this[{ApiParameters.Of(property.GetMethod!)}]" : property.Name;
        var required = property.IsDefined(typeof(RequiredMemberAttribute)) ? "required " : "";
        var isInit = property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;
        return $"{Modifiers((property.GetMethod ?? property.SetMethod)!)}{required}{ApiName.OfProperty(property)} {name} {{ {Accessor(property, property.GetMethod, "get")}{Accessor(property, property.SetMethod, isInit ? "init" : "set")}}}";
    }

    private static string Accessor(PropertyInfo property, MethodInfo? accessor, string name) => ApiVisibility.Of(accessor) switch
    {
        null => "",
        var visibility when visibility == Visibility(property) => $"{name}; ",
        var visibility => $"{visibility} {name}; ",
    };

    private static string Method(MethodInfo method)
    {
        var parameters = method.IsGenericMethod ? method.GetGenericArguments() : [];
        var generic = parameters.Length > 0 ? $"<{string.Join(", ", parameters.Select(parameter => parameter.Name))}>" : "";
        var name = method.IsSpecialName ? $"operator {Operators.GetValueOrDefault(method.Name, method.Name[3..])}" : method.Name;
        return $"{ApiAttributes.BeforeReturn(method)}{Modifiers(method)}{ApiName.OfReturn(method)} {name}{generic}({ApiParameters.Of(method)}){ApiHeader.Constraints(parameters)};";
    }

    private static string Modifiers(MethodInfo method) =>
        method.IsStatic ? (method.IsAbstract ? "static abstract " : "static ")
        : method.DeclaringType!.IsInterface ? (method.IsAbstract ? "" : "virtual ")
        : method.IsAbstract ? "abstract "
        : method.GetBaseDefinition() != method ? (method.IsFinal && !method.DeclaringType.IsSealed ? "sealed override " : "override ")
        : method is { IsVirtual: true, IsFinal: false } ? "virtual "
        : "";
}
