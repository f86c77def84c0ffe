namespace Stopinator.Testing;

/// <summary>Marks the code of a run. The mark follows the execution context, and each thread that picks it up is counted.</summary>
internal static class ClockScope
{
    private static readonly AsyncLocal<ClockActivity?> Current = new(OnChanged);

    /// <summary>Calls a function inside the scope. Its continuations run in the scope, too.</summary>
    public static T Call<T>(ClockActivity activity, Func<T> function)
    {
        var outer = Current.Value;
        Current.Value = activity;
        try
        {
            return function();
        }
        finally
        {
            Current.Value = outer;
        }
    }

    private static void OnChanged(AsyncLocalValueChangedArgs<ClockActivity?> change)
    {
        // Enter comes first: the count must not reach zero between two flows of the same run.
        change.CurrentValue?.Enter();
        change.PreviousValue?.Leave();
    }
}
