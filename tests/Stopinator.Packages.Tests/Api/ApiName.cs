using System.Reflection;

namespace Stopinator.Packages.Tests.Api;

/// <summary>Names of types as C# writes them, with their nullability.</summary>
internal static class ApiName
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(bool)] = "bool",
        [typeof(char)] = "char",
        [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte",
        [typeof(short)] = "short",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
    };

    public static string Of(Type type) => Of(type, nullability: null, NullabilityState.Unknown);

    public static string OfReturn(MethodInfo method) => OfRead(new NullabilityInfoContext().Create(method.ReturnParameter), method.ReturnType);

    public static string OfProperty(PropertyInfo property) => OfRead(new NullabilityInfoContext().Create(property), property.PropertyType);

    public static string OfField(FieldInfo field) => OfRead(new NullabilityInfoContext().Create(field), field.FieldType);

    public static string OfEvent(EventInfo @event) => OfRead(new NullabilityInfoContext().Create(@event), @event.EventHandlerType!);

    /// <summary>The type of a parameter; of one that is handed out, what comes out.</summary>
    public static string OfParameter(ParameterInfo parameter)
    {
        var nullability = new NullabilityInfoContext().Create(parameter);
        return Of(parameter.ParameterType, nullability, parameter.IsOut ? nullability.ReadState : nullability.WriteState);
    }

    private static string OfRead(NullabilityInfo nullability, Type type) => Of(type, nullability, nullability.ReadState);

    private static string Of(Type type, NullabilityInfo? nullability, NullabilityState state)
    {
        if (type.IsByRef)
        {
            return Of(type.GetElementType()!, nullability, state);
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{Of(value)}?";
        }

        // A type parameter may stand for a nullable type, which makes no question mark.
        var mark = !type.IsValueType && !type.IsGenericParameter && state == NullabilityState.Nullable ? "?" : "";
        return type.IsArray
            ? $"{Of(type.GetElementType()!, nullability?.ElementType, nullability?.ElementType?.ReadState ?? NullabilityState.Unknown)}[]{mark}"
            : WithArguments(type, nullability) + mark;
    }

    private static string WithArguments(Type type, NullabilityInfo? nullability)
    {
        if (Keywords.TryGetValue(type, out var keyword))
        {
            return keyword;
        }

        var name = type.Name.Split('`')[0];
        if (type.IsGenericType)
        {
            var known = nullability?.GenericTypeArguments is { Length: > 0 } arguments ? arguments : null;
            name += $"<{string.Join(", ", type.GetGenericArguments().Select((argument, i) => Of(argument, known?[i], known?[i].ReadState ?? NullabilityState.Unknown)))}>";
        }

        return type.IsNested && !type.IsGenericParameter ? $"{Of(type.DeclaringType!)}.{name}" : name;
    }
}
