using System.Reflection;
using System.Runtime.CompilerServices;

namespace Stopinator.Packages.Tests.Api;

/// <summary>The line with which a type begins, and the constraints of type parameters.</summary>
internal static class ApiHeader
{
    private const byte NotNull = 1;
    private const byte MaybeNull = 2;

    public static string Of(Type type)
    {
        var bases = string.Join(", ", Bases(type));
        return $"public {Kind(type)} {ApiName.Of(type)}{(bases.Length > 0 ? $" : {bases}" : "")}{Constraints(type.GetGenericArguments())}";
    }

    /// <summary>The constraints of type parameters, each with a blank before it.</summary>
    public static string Constraints(Type[] parameters) =>
        string.Concat(parameters.Select(parameter => (parameter.Name, Constraints: string.Join(", ", Constraints(parameter))))
            .Where(parameter => parameter.Constraints.Length > 0)
            .Select(parameter => $" where {parameter.Name} : {parameter.Constraints}"));

    private static string Kind(Type type)
    {
        var record = ApiVisibility.IsRecord(type);
        return type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? $"{(type.IsDefined(typeof(IsReadOnlyAttribute)) ? "readonly " : "")}{(type.IsByRefLike ? "ref " : "")}{(record ? "record struct" : "struct")}"
            : $"{(type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}{(record ? "record" : "class")}";
    }

    private static IEnumerable<string> Bases(Type type)
    {
        if (type.IsEnum)
        {
            return Enum.GetUnderlyingType(type) == typeof(int) ? [] : [ApiName.Of(Enum.GetUnderlyingType(type))];
        }

        // What follows from another base goes without saying; so does that a record equals its like.
        var given = type.BaseType?.GetInterfaces() ?? [];
        var implied = type.GetInterfaces().SelectMany(@interface => @interface.GetInterfaces());
        var interfaces = type.GetInterfaces().Except(given).Except(implied)
            .Where(@interface => ApiVisibility.IsVisible(@interface) && !(ApiVisibility.IsRecord(type) && @interface == typeof(IEquatable<>).MakeGenericType(type)))
            .Select(ApiName.Of).Order(StringComparer.Ordinal);
        return type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? [ApiName.Of(parent), .. interfaces] : interfaces;
    }

    private static IEnumerable<string> Constraints(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        var nullable = Nullability(parameter);
        var isStruct = attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint);
        var isClass = attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint);
        string[] first = isStruct ? ["struct"] : isClass ? [nullable == MaybeNull ? "class?" : "class"] : nullable == NotNull && parameter.GetGenericParameterConstraints().Length == 0 ? ["notnull"] : [];
        string[] last = attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) && !isStruct ? ["new()"] : [];
        return [.. first, .. parameter.GetGenericParameterConstraints().Where(constraint => constraint != typeof(ValueType)).Select(ApiName.Of), .. last];
    }

    // Written on the type parameter, or once for all on the member or type around it.
    private static byte? Nullability(Type parameter) =>
        Flag(parameter, "NullableAttribute")
        ?? (parameter.DeclaringMethod is { } method ? Flag(method, "NullableContextAttribute") : null)
        ?? Flag(parameter.DeclaringType!, "NullableContextAttribute");

    private static byte? Flag(MemberInfo member, string attribute) =>
        (byte?)member.CustomAttributes.SingleOrDefault(data => data.AttributeType.Name == attribute)?.ConstructorArguments[0].Value;
}
