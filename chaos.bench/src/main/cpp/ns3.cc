/*
 * What the benchmark of the engine does, done by ns-3: packets of 1500 bytes each 1200 ns over one link, which delays
 * them by 40 ms and loses one of a hundred; with "queued" also through a rate of 9 Gbit/s and a queue of 1000 packets.
 *
 *   ns3 PACKETS [queued]
 *
 * Prints packets a second of processor time, and how many arrived.
 */
#include <ns3/core-module.h>
#include <ns3/network-module.h>
#include <ns3/point-to-point-module.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace ns3;

static uint64_t arrived = 0;
static uint64_t left = 0;

static bool Take(Ptr<NetDevice>, Ptr<const Packet>, uint16_t, const Address&)
{
    arrived++;
    return true;
}

static void Offer(Ptr<NetDevice> device)
{
    device->Send(Create<Packet>(1486), device->GetBroadcast(), 0x0800);
    if (--left > 0)
    {
        Simulator::Schedule(NanoSeconds(1200), &Offer, device);
    }
}

int main(int count, char** arguments)
{
    if (count < 2)
    {
        std::fprintf(stderr, "usage: ns3 PACKETS [queued]\n");
        return 2;
    }
    uint64_t packets = std::strtoull(arguments[1], nullptr, 10);
    bool queued = count > 2;
    left = packets;
    NodeContainer nodes;
    nodes.Create(2);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue(queued ? "9Gbps" : "100Gbps"));
    link.SetChannelAttribute("Delay", StringValue("40ms"));
    link.SetQueue("ns3::DropTailQueue", "MaxSize", StringValue(queued ? "1000p" : "100p"));
    NetDeviceContainer devices = link.Install(nodes);
    Ptr<RateErrorModel> loss = CreateObject<RateErrorModel>();
    loss->SetUnit(RateErrorModel::ERROR_UNIT_PACKET);
    loss->SetRate(0.01);
    devices.Get(1)->SetAttribute("ReceiveErrorModel", PointerValue(loss));
    devices.Get(1)->SetReceiveCallback(MakeCallback(&Take));
    Simulator::Schedule(NanoSeconds(0), &Offer, devices.Get(0));
    std::clock_t began = std::clock();
    Simulator::Run();
    double seconds = double(std::clock() - began) / CLOCKS_PER_SEC;
    std::printf("%.0f %llu\n", double(packets) / seconds, (unsigned long long) arrived);
    Simulator::Destroy();
    return 0;
}
