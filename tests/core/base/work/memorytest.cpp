// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomicfile.h"
#include "base/work/memory.h"
#include "support/testsupport.h"

using namespace tuilerie;

namespace {

constexpr qint64 mebi = 1 << 20;

QByteArray meminfo(qint64 availableMiB)
{
    return "MemTotal:       65536000 kB\nMemFree:          100000 kB\nMemAvailable:   "
        + QByteArray::number(availableMiB * 1024) + " kB\nBuffers:          1000 kB\n";
}

} // namespace

class MemoryTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_number = 0;
    QString m_root;

    void put(const QString &path, const QByteArray &content) { VERIFY_OK(writeFileAtomically(m_root + path, content)); }
    void putGroup(const QString &folder, const QByteArray &max, qint64 currentMiB, qint64 inactiveMiB)
    {
        put(folder + QStringLiteral("/memory.max"), max + "\n");
        put(folder + QStringLiteral("/memory.current"), QByteArray::number(currentMiB * mebi) + "\n");
        put(folder + QStringLiteral("/memory.stat"),
            "anon 1000\nfile 2000\ninactive_anon 77\nactive_file 5\ninactive_file " + QByteArray::number(inactiveMiB * mebi)
                + "\n");
    }

private slots:
    void init() { m_root = m_folder.filePath(QString::number(m_number++)); }

    void withoutGroupsTheMachineCounts()
    {
        put(QStringLiteral("/proc/meminfo"), meminfo(3000));
        QCOMPARE(availableMemory(m_root), 3000 * mebi);
    }

    void whereNothingIsSaid()
    {
        QCOMPARE(availableMemory(m_root), 2048 * mebi);
        put(QStringLiteral("/proc/meminfo"), "gibberish");
        put(QStringLiteral("/proc/self/cgroup"), "gibberish\n::\n7:\n");
        QCOMPARE(availableMemory(m_root), 2048 * mebi);
    }

    void groupWithoutLimit()
    {
        put(QStringLiteral("/proc/meminfo"), meminfo(3000));
        put(QStringLiteral("/proc/self/cgroup"), "0::/user.slice/app.scope\n");
        putGroup(QStringLiteral("/sys/fs/cgroup/user.slice/app.scope"), "max", 500, 100);
        QCOMPARE(availableMemory(m_root), 3000 * mebi);
    }

    // 1000 given, 700 used, of which 200 are cache that the kernel gives back: 500 are left.
    void groupOfVersion2()
    {
        put(QStringLiteral("/proc/meminfo"), meminfo(30000));
        put(QStringLiteral("/proc/self/cgroup"), "0::/system.slice/tuilerie.service\n");
        putGroup(QStringLiteral("/sys/fs/cgroup/system.slice/tuilerie.service"), QByteArray::number(1000 * mebi), 700, 200);
        QCOMPARE(availableMemory(m_root), 500 * mebi);
        put(QStringLiteral("/sys/fs/cgroup/system.slice/tuilerie.service/memory.high"), QByteArray::number(800 * mebi));
        QCOMPARE(availableMemory(m_root), 300 * mebi);
    }

    void groupAboveCountsToo()
    {
        put(QStringLiteral("/proc/meminfo"), meminfo(30000));
        put(QStringLiteral("/proc/self/cgroup"), "0::/slurm/job_7/step_0\n");
        putGroup(QStringLiteral("/sys/fs/cgroup/slurm/job_7/step_0"), QByteArray::number(4000 * mebi), 100, 0);
        putGroup(QStringLiteral("/sys/fs/cgroup/slurm/job_7"), QByteArray::number(2000 * mebi), 1500, 0);
        QCOMPARE(availableMemory(m_root), 500 * mebi);
    }

    // In a container the name is that of outside, and the group itself is the root of what is mounted.
    void groupOfAContainer()
    {
        put(QStringLiteral("/proc/meminfo"), meminfo(30000));
        put(QStringLiteral("/proc/self/cgroup"), "0::/docker/0123abcd\n");
        putGroup(QStringLiteral("/sys/fs/cgroup"), QByteArray::number(1024 * mebi), 24, 0);
        QCOMPARE(availableMemory(m_root), 1000 * mebi);
    }

    void groupOfVersion1()
    {
        put(QStringLiteral("/proc/meminfo"), meminfo(30000));
        put(QStringLiteral("/proc/self/cgroup"), "11:cpu,cpuacct:/x\n6:memory:/docker/ab\n1:name=systemd:/y\n");
        const QString folder = QStringLiteral("/sys/fs/cgroup/memory/docker/ab");
        put(folder + QStringLiteral("/memory.limit_in_bytes"), QByteArray::number(900 * mebi));
        put(folder + QStringLiteral("/memory.usage_in_bytes"), QByteArray::number(500 * mebi));
        put(folder + QStringLiteral("/memory.stat"), "cache 1\ntotal_inactive_file " + QByteArray::number(100 * mebi));
        // What stands for "no limit".
        put(QStringLiteral("/sys/fs/cgroup/memory/memory.limit_in_bytes"), "9223372036854771712");
        put(QStringLiteral("/sys/fs/cgroup/memory/memory.usage_in_bytes"), "5000");
        QCOMPARE(availableMemory(m_root), 500 * mebi);
    }

    void fullGroupHasNothingLeft()
    {
        put(QStringLiteral("/proc/meminfo"), meminfo(30000));
        put(QStringLiteral("/proc/self/cgroup"), "0::/a\n");
        putGroup(QStringLiteral("/sys/fs/cgroup/a"), QByteArray::number(100 * mebi), 200, 0);
        QCOMPARE(availableMemory(m_root), 0);
    }

    void whatAWorkIsGiven()
    {
        QCOMPARE(memoryGiven(300), 300 * mebi);
        QVERIFY(memoryGiven(0) >= 512 * mebi);
    }

    void residentMemoryOfProcesses()
    {
        QVERIFY(residentMemory(QCoreApplication::applicationPid()) > mebi);
        QCOMPARE(residentMemory(0), 0);
    }
};

TUILERIE_TEST_MAIN(MemoryTest)
#include "memorytest.moc"
