// libhdf5 and its dimension scales for Swift, which can't see C macros: HDF5's constants are macros that call into the
// library, and H5Literate and H5Oget_info are macros that pick a version. Everything else is called directly.
#pragma once

// Both in the form that HDF5 1.8 to 2.x all have.
#define H5_USE_18_API 1
#include <hdf5.h>
#include <hdf5_hl.h>
#include <stdlib.h>

static inline hid_t pinn_h5_native_double(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t pinn_h5_native_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t pinn_h5_file_double(void) { return H5T_IEEE_F64LE; }
static inline hid_t pinn_h5_file_int64(void) { return H5T_STD_I64LE; }
static inline hid_t pinn_h5_c_string(void) { return H5T_C_S1; }
static inline size_t pinn_h5_variable_length(void) { return H5T_VARIABLE; }

static inline unsigned pinn_h5_read_only(void) { return H5F_ACC_RDONLY; }
static inline unsigned pinn_h5_create(void) { return H5F_ACC_TRUNC; }

static inline hid_t pinn_h5_file_creation(void) { return H5Pcreate(H5P_FILE_CREATE); }
static inline hid_t pinn_h5_group_creation(void) { return H5Pcreate(H5P_GROUP_CREATE); }
static inline hid_t pinn_h5_dataset_creation(void) { return H5Pcreate(H5P_DATASET_CREATE); }
static inline hid_t pinn_h5_link_creation(void) { return H5Pcreate(H5P_LINK_CREATE); }
static inline hid_t pinn_h5_attribute_creation(void) { return H5Pcreate(H5P_ATTRIBUTE_CREATE); }

// A file that lives in memory, in the format of HDF5 1.10, all of whose metadata carries checksums; in that of 1.8, the places of
// an array's chunks have none, and an array whose chunks aren't found reads as zeros. When the file is closed its
// bytes are left in `image`, for the caller to free. (H5Fget_file_image gives such files a wrong checksum.)
typedef struct {
  void *bytes;
} pinn_h5_image;

static void *pinn_h5_image_malloc(size_t size, H5FD_file_image_op_t operation, void *image) {
  (void)operation, (void)image;
  return malloc(size);
}
static void *pinn_h5_image_realloc(void *bytes, size_t size, H5FD_file_image_op_t operation, void *image) {
  (void)operation, (void)image;
  return realloc(bytes, size);
}
static herr_t pinn_h5_image_free(void *bytes, H5FD_file_image_op_t operation, void *image) {
  if (operation == H5FD_FILE_IMAGE_OP_FILE_CLOSE)
    ((pinn_h5_image *)image)->bytes = bytes;
  else
    free(bytes);
  return 0;
}
static void *pinn_h5_image_share(void *image) { return image; }
static herr_t pinn_h5_image_release(void *image) {
  (void)image;
  return 0;
}

static inline hid_t pinn_h5_memory_access(pinn_h5_image *image) {
  H5FD_file_image_callbacks_t callbacks = {
      .image_malloc = pinn_h5_image_malloc,
      .image_memcpy = NULL,
      .image_realloc = pinn_h5_image_realloc,
      .image_free = pinn_h5_image_free,
      .udata_copy = pinn_h5_image_share,
      .udata_free = pinn_h5_image_release,
      .udata = image,
  };
  hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  if (access >= 0 &&
      (H5Pset_file_image_callbacks(access, &callbacks) < 0 || H5Pset_fapl_core(access, 1 << 20, 0) < 0 ||
       H5Pset_libver_bounds(access, H5F_LIBVER_V110, H5F_LIBVER_V110) < 0)) {
    H5Pclose(access);
    return -1;
  }
  return access;
}

// Group and data set headers without time stamps, so that equal content makes equal files.
static inline herr_t pinn_h5_forget_times(hid_t creation) { return H5Pset_obj_track_times(creation, 0); }

// How data sets and other objects are opened: links to other files aren't followed, and `wasMet` is set to 1 where there is one.
// It must live as long as the list.
static herr_t pinn_h5_refuse_link(const char *file, const char *group, const char *other, const char *object,
                                  unsigned *flags, hid_t access, void *wasMet) {
  (void)file, (void)group, (void)other, (void)object, (void)flags, (void)access;
  *(int *)wasMet = 1;
  return -1;
}
static inline hid_t pinn_h5_object_access(int *wasMet) {
  hid_t access = H5Pcreate(H5P_DATASET_ACCESS);
  if (access >= 0 && H5Pset_elink_cb(access, pinn_h5_refuse_link, wasMet) < 0) {
    H5Pclose(access);
    return -1;
  }
  return access;
}

// The address of an open object in its file.
static inline herr_t pinn_h5_address(hid_t object, haddr_t *address) {
  H5O_info_t info;
  if (H5Oget_info(object, &info) < 0) return -1;
  *address = info.addr;
  return 0;
}

// Called with the name of a link and the address of its object, HADDR_UNDEF for a link that isn't hard; 0 goes on.
typedef int (*pinn_h5_link_visit)(const char *name, haddr_t address, void *context);
typedef struct {
  pinn_h5_link_visit visit;
  void *context;
} pinn_h5_link_visitor;

static herr_t pinn_h5_visit_link(hid_t group, const char *name, const H5L_info_t *info, void *data) {
  (void)group;
  pinn_h5_link_visitor *visitor = data;
  return visitor->visit(name, info->type == H5L_TYPE_HARD ? info->u.address : HADDR_UNDEF, visitor->context);
}

// Calls `visit` for each link of `group`, by name; what isn't 0 ends it and is returned.
static inline herr_t pinn_h5_links(hid_t group, pinn_h5_link_visit visit, void *context) {
  pinn_h5_link_visitor visitor = {visit, context};
  return H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, NULL, pinn_h5_visit_link, &visitor);
}
