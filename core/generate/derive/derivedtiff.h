// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/derive/deriveversion.h"
#include "base/work/progressmeter.h"

namespace tuilerie::derive {

/// The raster on its way to the output: tiles go into an uncompressed GeoTIFF beside it, from which the COG is made at the
/// end. Whatever is not finish()ed is removed with the object.
class DerivedTiff
{
public:
    /// DiskFull when there is not room for it, Io, Denied.
    static Result<std::unique_ptr<DerivedTiff>> create(const DerivePlan &plan, const QString &output);
    ~DerivedTiff();
    /// Any thread.
    Status write(const CellRect &rect, const std::vector<float> &values);
    /// Shades it where that is asked for, makes the COG and puts it in the output's place. What is reused comes from the
    /// earlier raster, which has the same cells.
    Status finish(const DeriveReuse &reuse, WorkControl &control);

private:
    DerivedTiff(const DerivePlan &plan, const QString &output)
        : m_plan(plan)
        , m_output(output)
    {
    }
    Status shade(const DeriveReuse &reuse, ProgressMeter &meter);
    Status takeOver(const DeriveReuse &reuse);
    void close();

    const DerivePlan &m_plan;
    QString m_output;
    QString m_raw, m_shaded, m_part;
    std::mutex m_mutex;
    void *m_dataset = nullptr; ///< GDALDatasetH
    void *m_source = nullptr;  ///< the one that m_dataset reads, where it is a VRT
};

} // namespace tuilerie::derive
