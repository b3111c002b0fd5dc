// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <new>
#include <sys/mman.h>
#include <utility>

namespace tuilerie::pointcloud {

/// Room for many numbers or bytes, not set to anything, that several threads fill from its beginning to its end: in huge
/// pages where the system has them, since threads that touch a gigabyte page by page wait for each other in the kernel, and
/// given back to the system at once when it goes (Linux, madvise(2), MADV_HUGEPAGE). std::bad_alloc when there is no memory.
template <typename T> class LargeArray
{
public:
    LargeArray() = default;
    explicit LargeArray(size_t count)
        : m_bytes(count * sizeof(T))
    {
        if (m_bytes == 0)
            return;
        void *place = ::mmap(nullptr, m_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (place == MAP_FAILED)
            throw std::bad_alloc();
        (void)::madvise(place, m_bytes, MADV_HUGEPAGE); // a kernel without them gives small pages
        m_data = static_cast<T *>(place);
    }
    ~LargeArray()
    {
        if (m_data)
            ::munmap(m_data, m_bytes);
    }
    LargeArray(LargeArray &&other) noexcept { swap(other); }
    LargeArray &operator=(LargeArray &&other) noexcept
    {
        LargeArray taken(std::move(other));
        swap(taken);
        return *this;
    }
    void swap(LargeArray &other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_bytes, other.m_bytes);
    }
    T *get() const { return m_data; }
    T &operator[](size_t i) const { return m_data[i]; }

private:
    T *m_data = nullptr;
    size_t m_bytes = 0;
};

} // namespace tuilerie::pointcloud
