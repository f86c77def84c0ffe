using Stopinator.Testing.Engine;
using Stopinator.Testing.Wire;

namespace Stopinator.Testing.Answers;

/// <summary>An instance type as DescribeInstanceTypes shows it, without the details of its network and storage.</summary>
internal static class InstanceTypeXml
{
    public static void Write(XmlBuffer xml, InstanceType type)
    {
        xml.Raw("<item>"u8);
        xml.Element("instanceType"u8, type.Name);
        xml.Raw(
            "<currentGeneration>true</currentGeneration>"u8
            + "<supportedUsageClasses><item>on-demand</item><item>spot</item></supportedUsageClasses>"u8
            + "<supportedRootDeviceTypes><item>ebs</item></supportedRootDeviceTypes>"u8
            + "<supportedVirtualizationTypes><item>hvm</item></supportedVirtualizationTypes>"u8
            + "<bareMetal>false</bareMetal><hypervisor>nitro</hypervisor><processorInfo><supportedArchitectures>"u8);
        xml.Element("item"u8, type.Architecture);
        xml.Raw("</supportedArchitectures></processorInfo><vCpuInfo>"u8);
        xml.Element("defaultVCpus"u8, type.Cpus);
        xml.Element("defaultCores"u8, type.Cpus / type.ThreadsPerCore);
        xml.Element("defaultThreadsPerCore"u8, type.ThreadsPerCore);
        xml.Raw("</vCpuInfo><memoryInfo>"u8);
        xml.Element("sizeInMiB"u8, type.MemoryInMiB);
        xml.Raw("</memoryInfo><instanceStorageSupported>false</instanceStorageSupported>"u8);
        xml.Element("hibernationSupported"u8, type.IsHibernatable);
        xml.Element("burstablePerformanceSupported"u8, type.IsBurstable);
        xml.Raw("</item>"u8);
    }
}
