using Stopinator.Testing.Engine;

namespace Stopinator.Testing.Filters;

/// <summary>Whether any of the values that a filter looks at satisfies a condition. An absent value satisfies none.</summary>
internal delegate bool Field(Instance instance, Func<string, bool> condition);
