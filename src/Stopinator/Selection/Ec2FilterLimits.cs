namespace Stopinator.Selection;

/// <summary>EC2's limits on filters (EC2 User Guide, "Filter your resources") and tags.</summary>
internal static class Ec2FilterLimits
{
    public const int MaxFiltersPerCall = 50;
    public const int MaxValuesPerFilter = 200;
    public const int MaxValueLength = 255;
    public const int MaxTagKeyLength = 128;

    /// <summary>The largest number of ids in one describe. More ids are refused or slow (EC2 Developer Guide, pagination).</summary>
    public const int MaxIdsPerCall = 1000;
}
